import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { api } from '../api/calls';
import type { User } from '../api/types';
import { AddUserDialog } from '../components/AddUserDialog';
import { Confirm } from '../components/Dialog';
import { Skeleton } from '../components/Loading';
import { Notice } from '../components/Notice';
import { fullTime } from '../lib/time';
import { useAction } from '../lib/useAction';
import { usePolled } from '../lib/usePolled';

export function UsersPage({ me }: { me: string }): JSX.Element {
  const { value, error, reload } = usePolled(api.users, 30_000);
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<User>();
  const removal = useAction();

  const remove = async (user: User) => {
    setRemoving(undefined);
    if (await removal.run(() => api.removeUser(user.username))) await reload();
  };

  return (
    <section aria-labelledby="users-title">
      <div class="section-head">
        <h1 id="users-title" class="page-title">
          Users
        </h1>
        <button type="button" class="button primary" data-testid="add-user" onClick={() => setAdding(true)}>
          Add user
        </button>
      </div>
      {error && <Notice>{error}</Notice>}
      {removal.error && <Notice onDismiss={removal.dismiss}>{removal.error}</Notice>}
      {!value && !error && <Skeleton count={2} kind="row" />}
      <ul class="rows">
        {value?.map((user) => (
          <li key={user.username} class="row" data-testid={`user-row-${user.username}`}>
            <div class="row-main">
              <div class="row-title">
                <h3>{user.username}</h3>
                {user.role === 'admin' && <span class="badge idle">admin</span>}
                {user.username === me && <span class="quiet">you</span>}
              </div>
              {user.created_at && <p class="quiet row-facts">added {fullTime(user.created_at)}</p>}
            </div>
            {user.username !== me && (
              <div class="row-actions">
                <button
                  type="button"
                  class="button danger"
                  data-testid={`delete-user-${user.username}`}
                  aria-label={`Delete user ${user.username}`}
                  disabled={removal.busy}
                  onClick={() => setRemoving(user)}
                >
                  Delete
                </button>
              </div>
            )}
          </li>
        ))}
      </ul>
      {adding && <AddUserDialog onClose={() => setAdding(false)} onAdded={() => void reload()} />}
      {removing && (
        <Confirm
          title={`Delete user ${removing.username}?`}
          confirm="Delete"
          onConfirm={() => void remove(removing)}
          onCancel={() => setRemoving(undefined)}
        >
          They can no longer log in, and their sessions are stopped.
        </Confirm>
      )}
    </section>
  );
}
