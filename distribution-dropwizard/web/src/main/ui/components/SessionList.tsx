import type { JSX } from 'preact';
import type { Session, Template } from '../api/types';
import { useNow } from '../lib/useNow';
import type { Sessions } from '../lib/useSessions';
import { Empty, Skeleton } from './Loading';
import { Notice } from './Notice';
import { SessionRow } from './SessionRow';

interface Props {
  sessions: Sessions;
  templates: Template[] | undefined;
  /** Whether everybody's sessions are shown; undefined for someone who may see only their own. */
  all: boolean | undefined;
  onShowAll: (all: boolean) => void;
  onStartAgain: (session: Session) => void;
}

const ENDED_SHOWN = 20;

export function SessionList({ sessions, templates, all, onShowAll, onStartAgain }: Props): JSX.Element {
  const now = useNow(10_000);
  const newestFirst = [...(sessions.list ?? [])].sort((a, b) => b.created_at.localeCompare(a.created_at));
  const current = newestFirst.filter((session) => session.state !== 'terminated');
  const ended = newestFirst.filter((session) => session.state === 'terminated').slice(0, ENDED_SHOWN);

  const rows = (list: Session[]) => (
    <ul class="rows">
      {list.map((session) => (
        <SessionRow
          key={session.id}
          session={session}
          template={templates?.find((template) => template.name === session.template)}
          now={now}
          showOwner={all === true}
          onChanged={sessions.apply}
          onStartAgain={onStartAgain}
        />
      ))}
    </ul>
  );

  return (
    <section aria-labelledby="sessions-title">
      <div class="section-head">
        <h2 id="sessions-title">{all ? 'All sessions' : 'Your sessions'}</h2>
        {!sessions.live && (
          <span class="quiet live-lost" role="status">
            Live updates interrupted, reconnecting…
          </span>
        )}
        {all !== undefined && (
          <label class="check">
            <input type="checkbox" data-testid="show-all" checked={all} onChange={(event) => onShowAll(event.currentTarget.checked)} />
            Show everybody's
          </label>
        )}
      </div>
      {sessions.error && <Notice>{sessions.error}</Notice>}
      {!sessions.list && !sessions.error && <Skeleton count={2} kind="row" />}
      {sessions.list && current.length === 0 && <Empty title="Nothing is running">Start a desktop below; it stays here until you stop it.</Empty>}
      {rows(current)}
      {ended.length > 0 && (
        <details class="ended">
          <summary>Ended ({ended.length})</summary>
          {rows(ended)}
        </details>
      )}
    </section>
  );
}
