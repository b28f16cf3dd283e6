import type { JSX } from 'preact';
import { useNow } from '../lib/useNow';
import { announcement, statusText, type ViewerState } from './state';

const TONES: Record<ViewerState['kind'], string> = {
  loading: 'busy',
  waiting: 'busy',
  hibernated: 'idle',
  connecting: 'busy',
  credentials: 'busy',
  connected: 'good',
  reconnecting: 'bad',
  ended: 'bad',
};

export function StatusText({ state }: { state: ViewerState }): JSX.Element {
  const now = useNow(500);
  return (
    <>
      <span class={`viewer-status ${toneOf(state)}`} aria-hidden="true" data-testid="viewer-status" data-state={state.kind}>
        {statusText(state, now)}
      </span>
      <span class="spoken" role="status">
        {announcement(state)}
      </span>
    </>
  );
}

function toneOf(state: ViewerState): string {
  return state.kind === 'connected' && state.paused ? 'busy' : TONES[state.kind];
}
