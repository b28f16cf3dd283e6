import type { JSX } from 'preact';
import { viewerUrl } from '../api/base';
import type { Session } from '../api/types';

interface Props {
  session: Session;
  title: string;
  busy: boolean;
  onHibernate: () => void;
  onWake: () => void;
  onStop: () => void;
  onStartAgain: () => void;
  onShare: () => void;
}

/** The buttons of a session: those that the server says are possible now. */
export function SessionActions({ session, title, busy, onHibernate, onWake, onStop, onStartAgain, onShare }: Props): JSX.Element {
  const can = new Set(session.actions);
  const failed = session.state === 'failed';
  return (
    <div class="row-actions">
      {can.has('open') && (
        <a class="button primary" href={viewerUrl(session.id)} data-testid={`open-${session.id}`} aria-label={`Open ${title}`}>
          Open
        </a>
      )}
      {can.has('wake') && (
        <button type="button" class="button" data-testid={`wake-${session.id}`} aria-label={`Wake ${title}`} disabled={busy} onClick={onWake}>
          Wake
        </button>
      )}
      {can.has('hibernate') && (
        <button
          type="button"
          class="button"
          data-testid={`hibernate-${session.id}`}
          aria-label={`Hibernate ${title}`}
          disabled={busy}
          onClick={onHibernate}
        >
          Hibernate
        </button>
      )}
      {/* Who may end it may share it; a guest may neither. */}
      {can.has('open') && can.has('terminate') && (
        <button type="button" class="button" data-testid={`share-${session.id}`} aria-label={`Share ${title}`} onClick={onShare}>
          Share
        </button>
      )}
      {can.has('restart') && (
        <button
          type="button"
          class="button"
          data-testid={`restart-${session.id}`}
          aria-label={`Start ${title} again`}
          disabled={busy}
          onClick={onStartAgain}
        >
          Start again
        </button>
      )}
      {can.has('terminate') && (
        <button
          type="button"
          class="button danger"
          data-testid={`stop-${session.id}`}
          aria-label={`${failed ? 'Remove' : 'Stop'} ${title}`}
          disabled={busy}
          onClick={onStop}
        >
          {failed ? 'Remove' : 'Stop'}
        </button>
      )}
    </div>
  );
}
