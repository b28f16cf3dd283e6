import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { ClipboardPanel } from './ClipboardPanel';
import type { ViewerController } from './controller';
import { listenForHotkeys, toggleFullScreen } from './hotkeys';
import { Overlay } from './Overlay';
import { Toolbar } from './Toolbar';
import { useController } from './useController';

export function ViewerApp({ controller }: { controller: ViewerController }): JSX.Element {
  useController(controller);
  const [clipboardOpen, setClipboardOpen] = useState(false);
  const { state, desktopName } = controller;

  useEffect(() => listenForHotkeys({ fullScreen: toggleFullScreen, reconnect: () => controller.reconnect() }), [controller]);
  useEffect(() => {
    document.title = desktopName ?? 'Desktop';
  }, [desktopName]);

  return (
    <div class="viewer" data-state={state.kind}>
      <canvas class="still" aria-hidden="true" />
      <div id="screen" class="screen" data-testid="viewer-screen" aria-label={desktopName ?? 'Desktop'} />
      <Overlay controller={controller} />
      <Toolbar
        controller={controller}
        clipboardOpen={clipboardOpen}
        onClipboard={() => setClipboardOpen(!clipboardOpen)}
      />
      {clipboardOpen && state.kind === 'connected' && <ClipboardPanel controller={controller} onClose={() => setClipboardOpen(false)} />}
    </div>
  );
}
