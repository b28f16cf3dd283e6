import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { api } from '../api/calls';
import { viewerUrl } from '../api/base';
import type { Session } from '../api/types';
import { stopwatch } from '../lib/time';
import { useAction } from '../lib/useAction';
import { useNow } from '../lib/useNow';
import { useStart } from '../lib/useStart';
import { Dialog } from './Dialog';
import { Notice } from './Notice';
import { ProgressSteps } from './ProgressSteps';

interface Props {
  begun: Session;
  title: string;
  onClose: () => void;
}

/** Shows a start stage by stage and goes to the desktop when it runs. */
export function StartDialog({ begun, title, onClose }: Props): JSX.Element {
  const { session, steps, live, error } = useStart(begun);
  const now = useNow(1000);
  const [opened] = useState(Date.now);
  const cancel = useAction();
  const failed = session.state === 'failed' || session.state === 'terminated' || session.state === 'terminating';

  useEffect(() => {
    if (session.state === 'running') location.assign(viewerUrl(session.id));
  }, [session.state, session.id]);

  const stop = async () => {
    if (await cancel.run(() => api.terminate(session.id))) onClose();
  };

  return (
    <Dialog title={failed ? `${title} did not start` : `Starting ${title}`} onClose={onClose} testId="start-dialog">
      {failed ? (
        <Notice>{session.error?.message ?? session.reason ?? 'The session was stopped before it was ready.'}</Notice>
      ) : (
        <>
          <ProgressSteps steps={steps} />
          <p class="quiet" aria-live="off">
            {stopwatch(now - opened)} · {live ? 'opens by itself when it is ready' : 'reconnecting to the server…'}
          </p>
        </>
      )}
      {error && <Notice>{error}</Notice>}
      {cancel.error && <Notice>{cancel.error}</Notice>}
      <div class="dialog-buttons">
        {!failed && (
          <button type="button" class="button" data-testid="cancel-start" disabled={cancel.busy} onClick={() => void stop()}>
            Cancel start
          </button>
        )}
        <button type="button" class="button primary" data-testid="start-close" onClick={onClose}>
          {failed ? 'Close' : 'Continue in background'}
        </button>
      </div>
    </Dialog>
  );
}
