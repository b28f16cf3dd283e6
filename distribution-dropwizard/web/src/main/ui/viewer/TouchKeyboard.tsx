import type RFB from '@novnc/novnc';
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { Icon } from '../components/Icon';

const BACKSPACE = 0xff08;
const ENTER = 0xff0d;

/**
 * Phones show their keyboard for text fields only, and report what was typed rather than keys: so a field
 * outside the picture holds the focus and its text goes to the desktop. Shown where there is no fine pointer.
 */
export function TouchKeyboard({ rfb }: { rfb: RFB }): JSX.Element {
  const field = useRef<HTMLTextAreaElement>(null);

  const typed = (event: InputEvent) => {
    const text = event.data ?? '';
    if (event.inputType === 'deleteContentBackward') rfb.sendKey(BACKSPACE, 'Backspace');
    else if (event.inputType === 'insertLineBreak' || event.inputType === 'insertParagraph') rfb.sendKey(ENTER, 'Enter');
    else for (const character of text) rfb.sendKey(keysymOf(character), null);
    event.preventDefault();
  };

  return (
    <span class="touch-keyboard">
      <button type="button" class="icon-button" aria-label="Keyboard" title="Keyboard" onClick={() => field.current?.focus()}>
        <Icon name="keyboard" />
      </button>
      <textarea
        ref={field}
        class="offscreen"
        aria-label="Type to the desktop"
        tabIndex={-1}
        autocapitalize="off"
        autocomplete="off"
        spellcheck={false}
        onBeforeInput={typed}
      />
    </span>
  );
}

/** X11's keysyms: Latin-1 as it is, everything else as Unicode. */
function keysymOf(character: string): number {
  const point = character.codePointAt(0) ?? 0;
  return point < 0x100 ? point : 0x1000000 + point;
}
