import { request, send } from './client';
import type { Agent, ClipboardDirection, ConnectedViewer, Login, Role, Session, Share, Template, Ticket, User, ViewMode } from './types';

const id = encodeURIComponent;

export interface DatedLogin extends Login {
  /** The server's clock when it answered, in epoch milliseconds, to tell the lifetime whatever this machine's clock says. */
  answeredAt: number;
}

async function login(path: string, body: unknown, anonymous: boolean): Promise<DatedLogin> {
  const response = await send('POST', path, { body, anonymous });
  const date = Date.parse(response.headers.get('Date') ?? '');
  const answer = (await response.json()) as Login;
  return { ...answer, answeredAt: Number.isNaN(date) ? Date.now() : date };
}

export const api = {
  login: (username: string, password: string) => login('api/v1/auth/login', { username, password }, true),
  refresh: () => login('api/v1/auth/refresh', {}, false),
  me: () => request<User>('GET', 'api/v1/auth/me'),
  changePassword: (old_password: string, new_password: string) =>
    request<void>('POST', 'api/v1/auth/password', { body: { old_password, new_password } }),

  templates: () => request<Template[]>('GET', 'api/v1/templates'),

  sessions: (all: boolean) => request<Session[]>('GET', `api/v1/sessions${all ? '?all=true' : ''}`),
  session: (session: string, signal?: AbortSignal) =>
    request<Session>('GET', `api/v1/sessions/${id(session)}`, signal ? { signal } : {}),
  start: (template: string, params: Record<string, string> = {}) =>
    request<Session>('POST', 'api/v1/sessions', { body: { template, state: 'running', params } }),
  hibernate: (session: string) => patchSession(session, { state: 'hibernated' }),
  wake: (session: string) => patchSession(session, { state: 'running' }),
  /** The same request as waking; on a failed session it is a new start. */
  restart: (session: string) => patchSession(session, { state: 'running' }),
  tag: (session: string, tags: string[]) => patchSession(session, { tags }),
  terminate: (session: string) => request<Session | undefined>('DELETE', `api/v1/sessions/${id(session)}`),
  ticket: (session: string, mode: ViewMode, signal?: AbortSignal) =>
    request<Ticket>('POST', `api/v1/sessions/${id(session)}/ticket`, { body: { mode }, ...(signal ? { signal } : {}) }),

  shares: (session: string) => request<Share[]>('GET', `api/v1/sessions/${id(session)}/shares`),
  share: (session: string, username: string, mode: ViewMode) =>
    request<Share>('PUT', `api/v1/sessions/${id(session)}/shares/${id(username)}`, { body: { mode } }),
  unshare: (session: string, username: string) =>
    request<void>('DELETE', `api/v1/sessions/${id(session)}/shares/${id(username)}`),

  viewers: (session: string) => request<ConnectedViewer[]>('GET', `api/v1/sessions/${id(session)}/viewers`),
  changeViewer: (session: string, viewer: string, change: { mode?: ViewMode; clipboard?: ClipboardDirection }) =>
    request<ConnectedViewer>('PATCH', `api/v1/sessions/${id(session)}/viewers/${id(viewer)}`, { body: change }),
  kickViewer: (session: string, viewer: string) =>
    request<void>('DELETE', `api/v1/sessions/${id(session)}/viewers/${id(viewer)}`),
  takeOver: (session: string, viewer: string) =>
    request<ConnectedViewer>('POST', `api/v1/sessions/${id(session)}/viewers/${id(viewer)}/take_over`),

  agents: () => request<Agent[]>('GET', 'api/v1/agents'),
  drain: (agent: string, draining: boolean) =>
    request<Agent | undefined>('PATCH', `api/v1/agents/${id(agent)}`, { body: { draining } }),
  removeAgent: (agent: string) => request<void>('DELETE', `api/v1/agents/${id(agent)}`),

  users: () => request<User[]>('GET', 'api/v1/users'),
  addUser: (username: string, password: string, role: Role) =>
    request<User>('POST', 'api/v1/users', { body: { username, password, role } }),
  removeUser: (username: string) => request<void>('DELETE', `api/v1/users/${id(username)}`),
};

function patchSession(session: string, body: { state?: 'running' | 'hibernated'; tags?: string[] }): Promise<Session> {
  return request<Session>('PATCH', `api/v1/sessions/${id(session)}`, { body });
}
