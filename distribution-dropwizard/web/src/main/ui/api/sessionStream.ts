import type { ApiError } from './errors';
import { followStream } from './liveStream';
import type { Progress, Session } from './types';

export interface SessionListener {
  opened?(): void;
  session(session: Session): void;
  progress?(progress: Progress): void;
  lost?(): void;
  refused?(error: ApiError): void;
}

/** One session: its state at once and after each change, and its progress. Ends by itself when the session does. */
export function followSession(id: string, listener: SessionListener): () => void {
  const close = follow(`api/v1/sessions/${encodeURIComponent(id)}/events`, {
    ...listener,
    session: (session) => {
      if (session.state === 'terminated') close();
      listener.session(session);
    },
  });
  return close;
}

/** All sessions of this user. */
export function followSessions(listener: SessionListener): () => void {
  return follow('api/v1/sessions/events', listener);
}

function follow(path: string, listener: SessionListener): () => void {
  return followStream(path, {
    opened: () => listener.opened?.(),
    lost: () => listener.lost?.(),
    refused: (error) => listener.refused?.(error),
    event: ({ name, data }) => {
      if (name === 'session') listener.session(JSON.parse(data) as Session);
      else if (name === 'progress') listener.progress?.(JSON.parse(data) as Progress);
    },
  });
}
