import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { viewerUrl } from '../api/base';
import { api } from '../api/calls';
import type { Session, Share, ViewMode } from '../api/types';
import { useAction } from '../lib/useAction';
import { Dialog } from './Dialog';
import { Field } from './Field';
import { Notice } from './Notice';

interface Props {
  session: Session;
  title: string;
  onClose: () => void;
}

/** Whom a session is open to besides its owner: adds, changes and ends it. What is shared opens under the address that the dialog shows. */
export function ShareDialog({ session, title, onClose }: Props): JSX.Element {
  const [shares, setShares] = useState<Share[]>();
  const [username, setUsername] = useState('');
  const [mode, setMode] = useState<ViewMode>('view');
  const action = useAction();

  const reload = async () => setShares(await api.shares(session.id));
  const change = (work: () => Promise<unknown>) =>
    action.run(async () => {
      await work();
      await reload();
    });
  useEffect(() => void action.run(reload), [session.id]);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (await change(() => api.share(session.id, username.trim(), mode))) {
      setUsername('');
      // Control is given to one person, not to whoever is next.
      setMode('view');
    }
  };

  return (
    <Dialog title={`Share ${title}`} onClose={onClose} testId="share-dialog">
      <ul class="shares" data-testid="shares">
        {shares?.map((share) => (
          <li key={share.user} data-testid={`share-of-${share.user}`}>
            <strong>{share.user}</strong>
            <span class={`badge ${share.mode === 'control' ? 'good' : 'idle'}`}>{share.mode === 'control' ? 'may control' : 'may watch'}</span>
            <button
              type="button"
              class="button small"
              aria-label={`Stop sharing with ${share.user}`}
              data-testid={`unshare-${share.user}`}
              disabled={action.busy}
              onClick={() => void change(() => api.unshare(session.id, share.user))}
            >
              Stop sharing
            </button>
          </li>
        ))}
      </ul>
      {shares?.length === 0 && <p class="quiet">Nobody but its owner can open this desktop.</p>}
      <form onSubmit={(event) => void submit(event)}>
        <Field label="Username" value={username} onChange={setUsername} autocomplete="off" testId="share-username" />
        <label>
          They may
          <select data-testid="share-mode" value={mode} onChange={(event) => setMode(event.currentTarget.value as ViewMode)}>
            <option value="view">watch only</option>
            <option value="control">use keyboard and mouse</option>
          </select>
        </label>
        {action.error && <Notice onDismiss={action.dismiss}>{action.error}</Notice>}
        <label>
          Address to send them; they log in to open it
          <input readOnly data-testid="share-address" value={viewerUrl(session.id)} onFocus={(event) => event.currentTarget.select()} />
        </label>
        <div class="dialog-buttons">
          <button type="button" class="button" data-testid="share-close" onClick={onClose}>
            Close
          </button>
          <button type="submit" class="button primary" data-testid="share-submit" disabled={action.busy}>
            Share
          </button>
        </div>
      </form>
    </Dialog>
  );
}
