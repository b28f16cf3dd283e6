import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { logIn } from '../auth/login';
import { Icon } from '../components/Icon';
import { Spinner } from '../components/Loading';
import { Notice } from '../components/Notice';
import { focusWhenShown } from '../lib/focus';
import { useAction } from '../lib/useAction';

/**
 * Shown in place of any page that needs a login; the address stays, so the page asked for appears afterwards.
 * `expired` is a login that was lost while the page was in use, which deserves an explanation.
 */
export function LoginPage({ expired }: { expired: boolean }): JSX.Element {
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const login = useAction();

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    void login.run(() => logIn(username.trim(), password));
  };

  return (
    <main class="login">
      <form class="panel" aria-labelledby="login-title" onSubmit={submit}>
        <h1 id="login-title" class="brand">
          <Icon name="logo" size={30} /> StreamSpace
        </h1>
        {expired && !login.error && <Notice kind="info">Your login has ended. Log in to go on where you were.</Notice>}
        <label>
          Username
          <input
            data-testid="login-username"
            name="username"
            autocomplete="username"
            autocapitalize="none"
            spellcheck={false}
            required
            ref={focusWhenShown}
            value={username}
            onInput={(event) => setUsername(event.currentTarget.value)}
          />
        </label>
        <label>
          Password
          <input
            data-testid="login-password"
            name="password"
            type="password"
            autocomplete="current-password"
            required
            value={password}
            onInput={(event) => setPassword(event.currentTarget.value)}
          />
        </label>
        {login.error && <Notice>{login.error}</Notice>}
        <button class="button primary wide" type="submit" data-testid="login-submit" disabled={login.busy}>
          {login.busy && <Spinner />}
          Log in
        </button>
      </form>
    </main>
  );
}
