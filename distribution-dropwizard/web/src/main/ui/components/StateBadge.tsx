import type { JSX } from 'preact';
import type { SessionState } from '../api/types';

type Tone = 'good' | 'busy' | 'idle' | 'bad' | 'over';

const TONES: Record<SessionState, Tone> = {
  pending: 'busy',
  starting: 'busy',
  running: 'good',
  hibernating: 'busy',
  hibernated: 'idle',
  waking: 'busy',
  terminating: 'busy',
  terminated: 'over',
  failed: 'bad',
};

export function StateBadge({ session, state }: { session: string; state: SessionState }): JSX.Element {
  // A newer server may know states that this page does not: they show by their own name.
  return (
    <span class={`badge ${TONES[state] ?? 'idle'}`} data-testid={`session-state-${session}`} data-state={state}>
      {state}
    </span>
  );
}
