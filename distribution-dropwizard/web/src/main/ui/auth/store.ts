import { base } from '../api/base';
import type { User } from '../api/types';

export interface Credentials {
  token: string;
  user: User;
  /** When to ask for the next token and when this one ends: epoch milliseconds by this machine's clock. */
  renewAt: number;
  endsAt: number;
}

type Listener = (credentials: Credentials | undefined) => void;

/** Two installations under one host name, at different paths, must not see each other's login. */
const KEY = `streamspace:${base.pathname}`;

/**
 * Who is logged in. Kept in localStorage so that a desktop opened in another tab is logged in too; a
 * token that was handed to one tab (`?token=`) is kept in that tab's sessionStorage and goes first.
 * Where a browser forbids storage (a frame of another site), it lives as long as the page.
 */
class AuthStore {
  private memory: Credentials | undefined;
  private refused = false;
  private readonly listeners = new Set<Listener>();

  constructor() {
    this.memory = read(session()) ?? read(local());
    addEventListener('storage', (event) => {
      if (event.key === KEY && !read(session())) this.accept(read(local()));
    });
  }

  current(): Credentials | undefined {
    return this.memory;
  }

  token(): string | undefined {
    return this.memory?.token;
  }

  /** Whether the last login was refused by the server, and not ended by the person. */
  get expired(): boolean {
    return this.refused;
  }

  save(credentials: Credentials): void {
    const tabOnly = read(session()) !== undefined;
    write(tabOnly ? session() : local(), credentials);
    this.accept(credentials);
  }

  saveForThisTab(credentials: Credentials): void {
    write(session(), credentials);
    this.accept(credentials);
  }

  clear(reason: 'refused' | 'left'): void {
    this.refused = reason === 'refused';
    if (read(session())) write(session(), undefined);
    else write(local(), undefined);
    this.accept(undefined);
  }

  subscribe(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private accept(credentials: Credentials | undefined): void {
    this.memory = credentials;
    for (const listener of this.listeners) listener(credentials);
  }
}

function local(): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}

function session(): Storage | undefined {
  try {
    return window.sessionStorage;
  } catch {
    return undefined;
  }
}

function read(storage: Storage | undefined): Credentials | undefined {
  try {
    const found = JSON.parse(storage?.getItem(KEY) ?? 'null') as Credentials | null;
    return found && found.endsAt > Date.now() ? found : undefined;
  } catch {
    return undefined;
  }
}

function write(storage: Storage | undefined, credentials: Credentials | undefined): void {
  try {
    if (credentials) storage?.setItem(KEY, JSON.stringify(credentials));
    else storage?.removeItem(KEY);
  } catch {
    // A full or forbidden storage costs the login at the next page load, nothing else.
  }
}

export const auth = new AuthStore();
