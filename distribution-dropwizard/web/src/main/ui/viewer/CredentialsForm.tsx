import type { RfbCredentials } from '@novnc/novnc';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Field } from '../components/Field';

interface Props {
  wanted: (keyof RfbCredentials)[];
  onAnswer: (credentials: RfbCredentials) => void;
}

/** For desktops that keep a password of their own, which the platform does not know. */
export function CredentialsForm({ wanted, onAnswer }: Props): JSX.Element {
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onAnswer({ username, password });
  };
  return (
    <form onSubmit={submit}>
      <h1>This desktop asks for a password</h1>
      {wanted.includes('username') && (
        <Field label="Username" value={username} onChange={setUsername} autocomplete="off" testId="desktop-username" />
      )}
      <Field label="Password" type="password" value={password} onChange={setPassword} autocomplete="off" testId="desktop-password" />
      <button type="submit" class="button primary wide">
        Connect
      </button>
    </form>
  );
}
