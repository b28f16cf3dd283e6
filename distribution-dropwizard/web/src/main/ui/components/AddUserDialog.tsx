import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { api } from '../api/calls';
import type { Role } from '../api/types';
import { useAction } from '../lib/useAction';
import { Dialog } from './Dialog';
import { Field } from './Field';
import { Notice } from './Notice';

interface Props {
  onAdded: () => void;
  onClose: () => void;
}

export function AddUserDialog({ onAdded, onClose }: Props): JSX.Element {
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [role, setRole] = useState<Role>('user');
  const add = useAction();

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (await add.run(() => api.addUser(username.trim(), password, role))) {
      onAdded();
      onClose();
    }
  };

  return (
    <Dialog title="Add a user" onClose={onClose} testId="add-user-dialog">
      <form onSubmit={(event) => void submit(event)}>
        <Field label="Username" value={username} onChange={setUsername} autocomplete="off" testId="new-username" />
        <Field
          label="Password"
          type="password"
          value={password}
          onChange={setPassword}
          autocomplete="new-password"
          testId="new-password"
          hint="They can change it after their first login."
        />
        <label>
          Role
          <select data-testid="new-role" value={role} onChange={(event) => setRole(event.currentTarget.value as Role)}>
            <option value="user">user: their own sessions</option>
            <option value="admin">admin: all sessions, agents and users</option>
          </select>
        </label>
        {add.error && <Notice>{add.error}</Notice>}
        <div class="dialog-buttons">
          <button type="button" class="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" class="button primary" data-testid="new-user-submit" disabled={add.busy}>
            Add user
          </button>
        </div>
      </form>
    </Dialog>
  );
}
