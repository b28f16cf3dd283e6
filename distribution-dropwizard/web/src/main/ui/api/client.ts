import { auth } from '../auth/store';
import { resolve } from './base';
import { refusal, unreachable } from './errors';

export interface RequestOptions {
  body?: unknown;
  signal?: AbortSignal;
  /** The media type that is wanted in the answer; JSON unless said. */
  accept?: string;
  /** For login: send no token, and do not take a 401 for the end of a login. */
  anonymous?: boolean;
}

/** Sends one request and gives its parsed JSON (undefined for an empty answer). Throws `ApiError`. */
export async function request<T>(method: string, path: string, options: RequestOptions = {}): Promise<T> {
  const response = await send(method, path, options);
  const text = await response.text();
  return (text ? JSON.parse(text) : undefined) as T;
}

/** The raw answer, for streams; a refusal still throws `ApiError`. */
export async function send(method: string, path: string, options: RequestOptions = {}): Promise<Response> {
  const token = options.anonymous ? undefined : auth.token();
  const response = await attempt(method, path, options, token);
  if (response.ok) return response;
  if (response.status === 401 && !options.anonymous) {
    // Another tab may have renewed the token between our read and the server's answer.
    const newer = auth.token();
    if (newer && newer !== token) return attempt(method, path, options, newer).then(orThrow);
    auth.clear('refused');
  }
  throw await refusal(response);
}

async function orThrow(response: Response): Promise<Response> {
  if (!response.ok) throw await refusal(response);
  return response;
}

async function attempt(method: string, path: string, options: RequestOptions, token?: string): Promise<Response> {
  const headers = new Headers({ Accept: options.accept ?? 'application/json' });
  if (token) headers.set('Authorization', `Bearer ${token}`);
  const init: RequestInit = { method, headers, credentials: 'omit', cache: 'no-store' };
  if (options.body !== undefined) {
    headers.set('Content-Type', 'application/json');
    init.body = JSON.stringify(options.body);
  }
  if (options.signal) init.signal = options.signal;
  try {
    return await fetch(resolve(path), init);
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw unreachable();
  }
}
