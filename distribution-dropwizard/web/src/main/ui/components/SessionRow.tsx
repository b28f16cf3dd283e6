import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { api } from '../api/calls';
import type { Session, Template } from '../api/types';
import { titleOf } from '../lib/stages';
import { ago, fullTime } from '../lib/time';
import { useAction } from '../lib/useAction';
import { Confirm } from './Dialog';
import { Notice } from './Notice';
import { SessionActions } from './SessionActions';
import { SessionDetail } from './SessionDetail';
import { SessionLimits } from './SessionLimits';
import { ShareDialog } from './ShareDialog';
import { StateBadge } from './StateBadge';
import { TagEditor } from './TagEditor';
import { TemplateIcon } from './TemplateIcon';

interface Props {
  session: Session;
  template: Template | undefined;
  now: number;
  /** Shown when the list holds other people's sessions. */
  showOwner: boolean;
  onChanged: (session: Session) => void;
  onStartAgain: (session: Session) => void;
}

export function SessionRow({ session, template, now, showOwner, onChanged, onStartAgain }: Props): JSX.Element {
  const action = useAction();
  const [confirming, setConfirming] = useState(false);
  const [sharing, setSharing] = useState(false);
  const title = titleOf(session, template);

  const change = (work: () => Promise<Session | undefined>) =>
    action.run(async () => {
      const changed = await work();
      if (changed) onChanged(changed);
    });
  const stop = () => {
    setConfirming(false);
    void change(() => api.terminate(session.id));
  };

  return (
    <li class="row" data-testid={`session-row-${session.id}`}>
      <TemplateIcon icon={template?.icon} name={title} />
      <div class="row-main">
        <div class="row-title">
          <h3>{title}</h3>
          <StateBadge session={session.id} state={session.state} />
        </div>
        <p class="quiet row-facts">
          {showOwner && <span>{session.user}</span>}
          <span title={fullTime(session.created_at)}>created {ago(session.created_at, now)}</span>
          {session.platform && <span>{[session.platform, session.region].filter(Boolean).join(' · ')}</span>}
          <code>{session.id}</code>
        </p>
        <TagEditor
          tags={session.tags ?? []}
          disabled={action.busy || session.state === 'terminated'}
          testId={`tags-${session.id}`}
          onChange={(tags) => void change(() => api.tag(session.id, tags))}
        />
        <SessionLimits session={session} />
        <SessionDetail session={session} />
        {action.error && <Notice onDismiss={action.dismiss}>{action.error}</Notice>}
      </div>
      <SessionActions
        session={session}
        title={title}
        busy={action.busy}
        onHibernate={() => void change(() => api.hibernate(session.id))}
        onWake={() => void change(() => api.wake(session.id))}
        onStop={() => (session.state === 'failed' ? stop() : setConfirming(true))}
        onStartAgain={() => onStartAgain(session)}
        onShare={() => setSharing(true)}
      />
      {sharing && <ShareDialog session={session} title={title} onClose={() => setSharing(false)} />}
      {confirming && (
        <Confirm title={`Stop ${title}?`} confirm="Stop" onConfirm={stop} onCancel={() => setConfirming(false)}>
          Everything that runs on this desktop ends, and work that was not saved is lost.
        </Confirm>
      )}
    </li>
  );
}
