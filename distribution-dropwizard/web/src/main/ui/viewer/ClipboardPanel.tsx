import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Icon } from '../components/Icon';
import type { ViewerController } from './controller';

interface Props {
  controller: ViewerController;
  onClose: () => void;
}

/**
 * The desktop's clipboard as text. Nothing moves between the two clipboards without a click: a desktop must
 * not be able to read or overwrite what this machine holds.
 */
export function ClipboardPanel({ controller, onClose }: Props): JSX.Element {
  const [text, setText] = useState(controller.clipboardText);
  useEffect(() => setText(controller.clipboardText), [controller.clipboardText]);

  const direction = controller.policy?.clipboard ?? 'both';
  const sends = direction !== 'from_desktop';
  const send = () => {
    controller.rfb?.clipboardPasteFrom(text);
    controller.rfb?.focus();
    onClose();
  };

  return (
    <aside class="panel clipboard" aria-label="Clipboard" data-testid="clipboard-panel">
      <div class="section-head">
        <h2>Clipboard</h2>
        <button type="button" class="icon-button" aria-label="Close" onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      <p class="quiet" data-testid="clipboard-direction">
        {direction === 'to_desktop' && 'Text that you put here can be pasted on the desktop. What is copied there does not come here.'}
        {direction === 'from_desktop' && 'What you copy on the desktop appears here. Text from here does not reach the desktop.'}
        {direction === 'both' && 'What you copy on the desktop appears here. Text that you put here can be pasted there.'}
      </p>
      <textarea
        data-testid="clipboard-text"
        aria-label="Text on the desktop's clipboard"
        rows={6}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && onClose()}
      />
      <div class="dialog-buttons">
        {navigator.clipboard && (
          <button type="button" class="button" data-testid="clipboard-copy" onClick={() => void navigator.clipboard.writeText(text)}>
            Copy to this machine
          </button>
        )}
        <button type="button" class="button primary" data-testid="clipboard-send" disabled={!sends} onClick={send}>
          Put on the desktop
        </button>
      </div>
    </aside>
  );
}
