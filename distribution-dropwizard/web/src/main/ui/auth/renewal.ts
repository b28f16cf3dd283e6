import { api } from '../api/calls';
import { credentialsOf } from './login';
import { auth } from './store';

/** Longer timers overflow in browsers and fire at once. */
const LONGEST_TIMER = 12 * 60 * 60 * 1000;
const RETRY = 20_000;

/** Keeps the login alive while a page is open: asks for a new token when three quarters of its life are over. */
export function keepLoginFresh(): void {
  let timer = 0;
  const plan = (at: number | undefined) => {
    clearTimeout(timer);
    if (at !== undefined) timer = window.setTimeout(check, Math.min(Math.max(at - Date.now(), 0), LONGEST_TIMER));
  };
  const check = async () => {
    const current = auth.current();
    if (!current || current.renewAt > Date.now()) return plan(current?.renewAt);
    try {
      const renewed = await api.refresh();
      // Not if the person logged out, or in as someone else, in the meantime.
      if (auth.token() === current.token) auth.save(credentialsOf(renewed));
    } catch {
      // A refused token has already been dropped by the client; anything else is tried again.
      if (auth.token() === current.token) plan(Date.now() + RETRY);
    }
  };
  auth.subscribe((credentials) => plan(credentials && jittered(credentials.renewAt)));
  // Timers stand still while a laptop sleeps.
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && void check());
  plan(auth.current()?.renewAt);
}

/** Several tabs share one token; the first one to renew it saves the others the request. */
function jittered(at: number): number {
  return at + Math.random() * Math.min(30_000, Math.max(0, (at - Date.now()) * 0.1));
}
