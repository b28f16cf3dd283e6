import type { ComponentChildren, JSX } from 'preact';
import { Icon } from './Icon';

interface Props {
  kind?: 'error' | 'info';
  onDismiss?: () => void;
  children: ComponentChildren;
}

/** A sentence about something that went wrong or needs attention, read out by screen readers when it appears. */
export function Notice({ kind = 'error', onDismiss, children }: Props): JSX.Element {
  return (
    <div class={`notice ${kind}`} role={kind === 'error' ? 'alert' : 'status'}>
      <Icon name="alert" size={18} />
      <div class="notice-text">{children}</div>
      {onDismiss && (
        <button type="button" class="icon-button small" aria-label="Dismiss" onClick={onDismiss}>
          <Icon name="close" size={16} />
        </button>
      )}
    </div>
  );
}
