import { api, type DatedLogin } from '../api/calls';
import { base } from '../api/base';
import { auth, type Credentials } from './store';

export async function logIn(username: string, password: string): Promise<void> {
  auth.save(credentialsOf(await api.login(username, password)));
}

export function logOut(): void {
  auth.clear('left');
}

/**
 * Takes a token from `?token=` or `#token=` and removes it from the address, so that it is neither
 * bookmarked nor seen over a shoulder. It counts for this tab only.
 */
export async function adoptTokenFromAddress(): Promise<void> {
  const url = new URL(location.href);
  const fragment = new URLSearchParams(url.hash.slice(1));
  const token = url.searchParams.get('token') ?? fragment.get('token');
  if (!token) return;
  url.searchParams.delete('token');
  if (fragment.has('token')) url.hash = '';
  history.replaceState(history.state, '', url);
  auth.saveForThisTab(provisional(token));
  const user = await api.me();
  const current = auth.current();
  if (current?.token === token) auth.saveForThisTab({ ...current, user });
}

export function credentialsOf(login: DatedLogin): Credentials {
  const lifetime = Math.max(0, Date.parse(login.expires_at) - login.answeredAt);
  return lasting(login.token, login.user, lifetime);
}

/** Where to log in, and to come back here afterwards. */
export function loginUrl(): string {
  const here = location.pathname + location.search;
  const next = here.startsWith(base.pathname) ? here.slice(base.pathname.length) : '';
  return new URL(`#/?next=${encodeURIComponent(next)}`, base).href;
}

/** The page to go to after login, if it is one of ours; anything else is dropped, or it would be an open redirect. */
export function nextAfterLogin(query: URLSearchParams): string | undefined {
  const next = query.get('next') ?? '';
  return /^vnc-viewer\/[A-Za-z0-9._~%-]+(\?[^#]*)?$/.test(next) ? new URL(next, base).href : undefined;
}

function lasting(token: string, user: Credentials['user'], lifetime: number): Credentials {
  const now = Date.now();
  return { token, user, renewAt: now + lifetime * 0.75, endsAt: now + lifetime };
}

function provisional(token: string): Credentials {
  const claims = claimsOf(token);
  const lifetime = claims.exp ? claims.exp * 1000 - Date.now() : 60 * 60 * 1000;
  return lasting(token, { username: claims.sub ?? '', role: 'user' }, Math.max(lifetime, 60_000));
}

/** Only to plan the renewal; the server alone judges a token. */
function claimsOf(token: string): { exp?: number; sub?: string } {
  try {
    const part = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    return JSON.parse(atob(part)) as { exp?: number; sub?: string };
  } catch {
    return {};
  }
}
