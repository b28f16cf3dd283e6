import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { api } from '../api/calls';
import { logIn } from '../auth/login';
import { useAction } from '../lib/useAction';
import { Dialog } from './Dialog';
import { Field } from './Field';
import { Notice } from './Notice';

/** Changing one's own password. */
export function PasswordDialog({ username, onClose }: { username: string; onClose: () => void }): JSX.Element {
  const [current, setCurrent] = useState('');
  const [wanted, setWanted] = useState('');
  const [again, setAgain] = useState('');
  const change = useAction();

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const done = await change.run(async () => {
      if (wanted !== again) throw new Error('The two new passwords differ. Type the same one twice.');
      await api.changePassword(current, wanted);
      // The change ends every login of this user, ours included.
      await logIn(username, wanted);
    });
    if (done) onClose();
  };

  return (
    <Dialog title="Change your password" onClose={onClose} testId="password-dialog">
      <form onSubmit={(event) => void submit(event)}>
        <Field label="Current password" type="password" value={current} onChange={setCurrent} autocomplete="current-password" testId="old-password" />
        <Field label="New password" type="password" value={wanted} onChange={setWanted} autocomplete="new-password" testId="wanted-password" />
        <Field label="New password again" type="password" value={again} onChange={setAgain} autocomplete="new-password" testId="again-password" />
        {change.error && <Notice>{change.error}</Notice>}
        <div class="dialog-buttons">
          <button type="button" class="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" class="button primary" data-testid="password-submit" disabled={change.busy}>
            Change password
          </button>
        </div>
      </form>
    </Dialog>
  );
}
