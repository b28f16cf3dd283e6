import type { JSX, TargetedFocusEvent, TargetedKeyboardEvent } from 'preact';
import { useState } from 'preact/hooks';
import type { User } from '../api/types';
import { logOut } from '../auth/login';
import { Icon } from './Icon';
import { PasswordDialog } from './PasswordDialog';

export interface Tab {
  path: string;
  name: string;
}

interface Props {
  user: User;
  tabs: Tab[];
  current: string;
}

export function Header({ user, tabs, current }: Props): JSX.Element {
  const [changing, setChanging] = useState(false);
  return (
    <header class="top">
      <a class="brand" href="#/" aria-label="StreamSpace, home">
        <Icon name="logo" size={26} />
        <span class="brand-name">StreamSpace</span>
      </a>
      {tabs.length > 1 && (
        <nav aria-label="Pages">
          {tabs.map((tab) => (
            <a key={tab.path} href={`#${tab.path}`} {...(tab.path === current ? { 'aria-current': 'page' } : {})}>
              {tab.name}
            </a>
          ))}
        </nav>
      )}
      <details class="menu" onFocusOut={closeWhenLeft} onKeyDown={closeOnEscape}>
        <summary data-testid="user-menu" aria-label={`Account of ${user.username}`}>
          <Icon name="user" size={18} />
          <span class="menu-name">{user.username}</span>
        </summary>
        <div class="menu-items">
          <button type="button" data-testid="change-password" onClick={() => setChanging(true)}>
            Change password
          </button>
          <button type="button" data-testid="logout" onClick={logOut}>
            Log out
          </button>
        </div>
      </details>
      {changing && <PasswordDialog username={user.username} onClose={() => setChanging(false)} />}
    </header>
  );
}

function closeWhenLeft(event: TargetedFocusEvent<HTMLDetailsElement>): void {
  if (!event.currentTarget.contains(event.relatedTarget as Node | null)) event.currentTarget.open = false;
}

function closeOnEscape(event: TargetedKeyboardEvent<HTMLDetailsElement>): void {
  if (event.key === 'Escape') event.currentTarget.open = false;
}
