import type { ComponentChildren, JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

interface Props {
  title: string;
  onClose: () => void;
  testId?: string;
  children: ComponentChildren;
}

/** The browser's modal dialog: it keeps the focus inside, closes on Escape and gives the focus back. */
export function Dialog({ title, onClose, testId, children }: Props): JSX.Element {
  const element = useRef<HTMLDialogElement>(null);
  // Before the browser paints, so that no key or click gets past the dialog.
  useLayoutEffect(() => element.current?.showModal(), []);
  return (
    <dialog
      ref={element}
      aria-label={title}
      data-testid={testId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <h2>{title}</h2>
      {children}
    </dialog>
  );
}

interface ConfirmProps {
  title: string;
  confirm: string;
  onConfirm: () => void;
  onCancel: () => void;
  children: ComponentChildren;
}

/** A question before something that cannot be undone; the safe answer has the focus. */
export function Confirm({ title, confirm, onConfirm, onCancel, children }: ConfirmProps): JSX.Element {
  return (
    <Dialog title={title} onClose={onCancel} testId="confirm">
      <p>{children}</p>
      <div class="dialog-buttons">
        <button type="button" class="button" data-testid="confirm-cancel" autofocus onClick={onCancel}>
          Cancel
        </button>
        <button type="button" class="button danger" data-testid="confirm-ok" onClick={onConfirm}>
          {confirm}
        </button>
      </div>
    </Dialog>
  );
}
