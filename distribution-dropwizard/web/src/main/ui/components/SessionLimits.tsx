import type { JSX } from 'preact';
import type { Session } from '../api/types';
import { fullTime, lengthOf } from '../lib/time';

/** What a session may use, and when it ends by itself; nothing where it has no limits. */
export function SessionLimits({ session }: { session: Session }): JSX.Element | null {
  const { cpu, memory } = session.resources ?? {};
  const parts = [
    cpu != null && `${cpu} CPU`,
    memory != null && String(memory),
    session.idle_timeout && `hibernates or ends after ${lengthOf(session.idle_timeout)} without input`,
    session.ends_at
      ? `ends ${fullTime(session.ends_at)}`
      : session.max_session_duration && `ends ${lengthOf(session.max_session_duration)} after its start`,
  ].filter(Boolean);
  return parts.length === 0 ? null : (
    <p class="quiet" data-testid={`limits-${session.id}`}>
      {parts.join(' · ')}
    </p>
  );
}
