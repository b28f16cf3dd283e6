import type { JSX } from 'preact';
import type { Session } from '../api/types';
import { stageName, stepOf } from '../lib/stages';
import { Notice } from './Notice';

const ON_THE_WAY = new Set(['pending', 'starting', 'waking', 'hibernating', 'terminating']);

/** The line under a session that says more than its state: what it is waiting for, or why it failed and what to do. */
export function SessionDetail({ session }: { session: Session }): JSX.Element | null {
  if (session.state === 'failed') {
    return <Notice>{session.error?.message ?? session.reason ?? 'It failed without saying why. Start it again, or ask your administrator.'}</Notice>;
  }
  if (ON_THE_WAY.has(session.state)) {
    const step = stepOf(session);
    return (
      <p class="row-progress">
        {stageName(step.stage)}
        {step.message && `: ${step.message}`}
        <progress {...(step.fraction ? { max: 1, value: step.fraction } : {})} aria-label={stageName(step.stage)} />
      </p>
    );
  }
  return session.reason && session.state !== 'running' ? <p class="quiet">{session.reason}</p> : null;
}
