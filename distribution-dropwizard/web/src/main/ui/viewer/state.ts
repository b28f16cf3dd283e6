import type { Progress, Session } from '../api/types';
import { stageName } from '../lib/stages';

export type ViewerState =
  | { kind: 'loading' }
  | { kind: 'waiting'; session: Session; steps: Progress[] }
  | { kind: 'hibernated'; session: Session; error?: string }
  | { kind: 'connecting' }
  | { kind: 'credentials'; wanted: ('username' | 'password' | 'target')[] }
  /** `paused` while the picture stands still since a connection on the way to the desktop is being replaced. */
  | { kind: 'connected'; paused: boolean }
  | { kind: 'reconnecting'; at: number; title: string; message: string }
  | { kind: 'ended'; title: string; message: string; resumable: boolean };

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
      return state.paused ? 'Reconnecting…' : 'Connected';
    case 'reconnecting':
      return `${state.title}, reconnecting in ${secondsUntil(state.at, now)} s`;
    case 'ended':
      return state.title;
  }
}

/** The same without the seconds, for screen readers: they shall not count down aloud. */
export function announcement(state: ViewerState): string {
  return state.kind === 'reconnecting' ? `${state.title}, reconnecting` : statusText(state, 0);
}

export function secondsUntil(at: number, now: number): number {
  return Math.max(1, Math.ceil((at - now) / 1000));
}

function waitingText(session: Session, step: Progress | undefined): string {
  const stage = step && step.stage !== session.state ? `: ${stageName(step.stage).toLowerCase()}` : '';
  return `${stageName(session.state)}${stage}…`;
}
