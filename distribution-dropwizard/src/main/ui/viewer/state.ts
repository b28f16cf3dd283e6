import type { Progress, Session } from '../api/types';
import { stageName } from '../lib/stages';

export type ViewerState =
  | { kind: 'loading' }
  | { kind: 'waiting'; session: Session; steps: Progress[] }
  | { kind: 'hibernated'; session: Session; error?: string }
  | { kind: 'connecting' }
  | { kind: 'credentials'; wanted: ('username' | 'password' | 'target')[] }
  | { kind: 'connected' }
  | { kind: 'reconnecting'; at: number; title: string; message: string }
  | { kind: 'ended'; title: string; message: string };

/** The one line of the status bar. */
export function statusText(state: ViewerState, now: number): string {
  switch (state.kind) {
    case 'loading':
      return 'Looking for the session…';
    case 'waiting':
      return waitingText(state.session, state.steps.at(-1));
    case 'hibernated':
      return 'Hibernated';
    case 'connecting':
      return 'Connecting…';
    case 'credentials':
      return 'The desktop asks for a password';
    case 'connected':
      return 'Connected';
    case 'reconnecting':
      return `${state.title}, reconnecting in ${Math.max(1, Math.ceil((state.at - now) / 1000))} s`;
    case 'ended':
      return state.title;
  }
}

function waitingText(session: Session, step: Progress | undefined): string {
  const stage = step && step.stage !== session.state ? `: ${stageName(step.stage).toLowerCase()}` : '';
  return `${stageName(session.state)}${stage}…`;
}
