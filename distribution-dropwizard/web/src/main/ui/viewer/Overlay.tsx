import type { JSX } from 'preact';
import { base, framed } from '../api/base';
import { Spinner } from '../components/Loading';
import { Notice } from '../components/Notice';
import { ProgressSteps } from '../components/ProgressSteps';
import { focusWhenShown } from '../lib/focus';
import { useAction } from '../lib/useAction';
import { useNow } from '../lib/useNow';
import type { ViewerController } from './controller';
import { CredentialsForm } from './CredentialsForm';
import { secondsUntil, type ViewerState } from './state';

/** The card in the middle of the screen while there is no live picture: what is going on and what can be done. */
export function Overlay({ controller }: { controller: ViewerController }): JSX.Element | null {
  const { state } = controller;
  if (state.kind === 'connected') return null;
  return (
    <div class="overlay">
      <div class="panel overlay-card" data-testid="viewer-overlay">
        <Content state={state} controller={controller} />
      </div>
    </div>
  );
}

interface ContentProps {
  state: Exclude<ViewerState, { kind: 'connected' }>;
  controller: ViewerController;
}

function Content({ state, controller }: ContentProps): JSX.Element {
  switch (state.kind) {
    case 'loading':
      return <Busy text="Looking for the session…" />;
    case 'connecting':
      return <Busy text="Connecting…" />;
    case 'waiting':
      return (
        <>
          <h1>{controller.desktopName}</h1>
          <ProgressSteps steps={state.steps} />
          <p class="quiet">The desktop opens here by itself when it is ready.</p>
        </>
      );
    case 'hibernated':
      return <Hibernated controller={controller} error={state.error} />;
    case 'credentials':
      return <CredentialsForm wanted={state.wanted} onAnswer={(credentials) => controller.answerCredentials(credentials)} />;
    case 'reconnecting':
      return <Reconnecting state={state} onNow={() => controller.reconnect()} />;
    case 'ended':
      return <Ended state={state} onAgain={() => controller.start()} />;
  }
}

function Busy({ text }: { text: string }): JSX.Element {
  return (
    <p class="busy">
      <Spinner /> {text}
    </p>
  );
}

function Reconnecting({ state, onNow }: { state: ViewerState & { kind: 'reconnecting' }; onNow: () => void }): JSX.Element {
  const now = useNow(500);
  return (
    <>
      <h1>{state.title}</h1>
      <p>{state.message}</p>
      <p class="quiet" aria-hidden="true">
        Reconnecting in {secondsUntil(state.at, now)} s
      </p>
      <button type="button" class="button primary" data-testid="viewer-reconnect-now" onClick={onNow}>
        Reconnect now
      </button>
    </>
  );
}

function Ended({ state, onAgain }: { state: ViewerState & { kind: 'ended' }; onAgain: () => void }): JSX.Element {
  const [again, home] = state.resumable ? ['button primary', 'button'] : ['button', 'button primary'];
  return (
    <>
      <h1>{state.title}</h1>
      <p>{state.message}</p>
      <div class="dialog-buttons">
        {!framed && (
          <a class={home} href={base.href} data-testid="viewer-home">
            Your desktops
          </a>
        )}
        <button type="button" class={again} data-testid="viewer-try-again" ref={state.resumable ? focusWhenShown : null} onClick={onAgain}>
          {state.resumable ? 'Reconnect' : 'Try again'}
        </button>
      </div>
    </>
  );
}

function Hibernated({ controller, error }: { controller: ViewerController; error: string | undefined }): JSX.Element {
  const wake = useAction();
  return (
    <>
      <h1>{controller.desktopName} is hibernated</h1>
      <p>Its work is kept. Waking it takes a moment, and then it opens here.</p>
      {error && <Notice>{error}</Notice>}
      <button
        type="button"
        class="button primary"
        data-testid="viewer-wake"
        ref={focusWhenShown}
        disabled={wake.busy}
        onClick={() => void wake.run(() => controller.wake())}
      >
        {wake.busy && <Spinner />}
        Wake
      </button>
    </>
  );
}
