import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { api } from '../api/calls';
import { messageOf } from '../api/errors';
import { followSessions } from '../api/sessionStream';
import type { Session } from '../api/types';

export interface Sessions {
  list: Session[] | undefined;
  error: string | undefined;
  /** False while the live updates are interrupted. */
  live: boolean;
  /** Shows an answer of the API at once, without waiting for the event. */
  apply(session: Session): void;
}

/** How long a hidden page keeps its event stream: browsers allow only six connections to one HTTP/1.1 host. */
const HIDDEN_LIMIT = 60_000;

/** The event stream tells of one's own sessions only; those of others are read again every so often. */
const OTHERS_EVERY = 5_000;

/** The sessions, kept current by the event stream. */
export function useSessions(all: boolean): Sessions {
  const [list, setList] = useState<Session[]>();
  const [error, setError] = useState<string>();
  const [live, setLive] = useState(true);
  // What came by event since the last request for the list: it is newer than that request's answer.
  const newer = useRef(new Map<string, Session>());
  const apply = useCallback((session: Session) => {
    newer.current.set(session.id, session);
    setList((known) => merge(known ?? [], session));
  }, []);

  useEffect(() => {
    setList(undefined);
    return whileVisible(() => {
      // The stream tells what is and changes, but not what went away while it was down: so read the list on each opening.
      const load = async () => {
        newer.current.clear();
        try {
          const found = await api.sessions(all);
          setList([...newer.current.values()].reduce(merge, found));
          setError(undefined);
        } catch (problem) {
          setError(messageOf(problem));
        }
      };
      void load();
      let first = true;
      const timer = all ? setInterval(() => void load(), OTHERS_EVERY) : undefined;
      const unfollow = followSessions({
        opened: () => {
          setLive(true);
          if (!first) void load();
          first = false;
        },
        session: apply,
        lost: () => setLive(false),
        refused: (refusal) => setError(refusal.message),
      });
      return () => {
        clearInterval(timer);
        unfollow();
      };
    });
  }, [all, apply]);

  return { list, error, live, apply };
}

function merge(known: Session[], changed: Session): Session[] {
  const at = known.findIndex((session) => session.id === changed.id);
  const old = known[at];
  if (!old) return [changed, ...known];
  return isOlder(changed, old) ? known : known.with(at, changed);
}

/** The answer to a request can be overtaken by the event of a later change. */
function isOlder(one: Session, other: Session): boolean {
  return Date.parse(one.updated_at ?? '') < Date.parse(other.updated_at ?? '');
}

/** Runs `begin` now and whenever the page becomes visible again, and its result a while after it was hidden. */
function whileVisible(begin: () => () => void): () => void {
  let end: (() => void) | undefined = begin();
  let timer = 0;
  const changed = () => {
    clearTimeout(timer);
    if (document.visibilityState === 'visible') end ??= begin();
    else timer = window.setTimeout(() => (end?.(), (end = undefined)), HIDDEN_LIMIT);
  };
  document.addEventListener('visibilitychange', changed);
  return () => {
    document.removeEventListener('visibilitychange', changed);
    clearTimeout(timer);
    end?.();
  };
}
