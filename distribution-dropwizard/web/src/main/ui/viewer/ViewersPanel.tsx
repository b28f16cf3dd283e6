import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { api } from '../api/calls';
import { messageOf } from '../api/errors';
import type { ClipboardDirection, ConnectedViewer } from '../api/types';
import { Icon } from '../components/Icon';
import type { ViewerController } from './controller';

interface Props {
  controller: ViewerController;
  onClose: () => void;
}

const REFRESH = 3000;

const CLIPBOARD: Record<ClipboardDirection, string> = {
  both: 'Clipboard both ways',
  to_desktop: 'Clipboard to the desktop',
  from_desktop: 'Clipboard from the desktop',
  none: 'No clipboard',
};

/** Who looks at this desktop and what they may do, for its owner and for administrators. */
export function ViewersPanel({ controller, onClose }: Props): JSX.Element {
  const [viewers, setViewers] = useState<ConnectedViewer[] | undefined>();
  const [problem, setProblem] = useState<string | undefined>();
  const session = controller.sessionId;

  const look = () => api.viewers(session).then(setViewers);
  const act = (work: () => Promise<unknown>) => {
    setProblem(undefined);
    void work()
      .then(look)
      .catch((error: unknown) => {
        setProblem(messageOf(error));
        // A viewer that is gone is the likely reason.
        return look().catch(() => undefined);
      });
  };

  useEffect(() => {
    act(() => Promise.resolve());
    const timer = setInterval(() => act(() => Promise.resolve()), REFRESH);
    return () => clearInterval(timer);
  }, [session, controller.policy]);

  return (
    <aside class="panel viewers" aria-label="Viewers" data-testid="viewers-panel" onKeyDown={(event) => event.key === 'Escape' && onClose()}>
      <div class="section-head">
        <h2>Viewers</h2>
        <button type="button" class="icon-button" aria-label="Close" onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      {problem !== undefined && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <ul>
        {viewers?.map((viewer) => (
          <Row key={viewer.id} viewer={viewer} own={viewer.id === controller.policy?.viewer_id} session={session} act={act} />
        ))}
      </ul>
    </aside>
  );
}

interface RowProps {
  viewer: ConnectedViewer;
  own: boolean;
  session: string;
  act: (work: () => Promise<unknown>) => void;
}

function Row({ viewer, own, session, act }: RowProps): JSX.Element {
  const controls = viewer.mode === 'control';
  const who = own ? `${viewer.user} (this window)` : viewer.user;
  return (
    <li data-testid={own ? 'viewer-own' : `viewer-of-${viewer.user}`}>
      <div class="viewer-line">
        <strong>{who}</strong>
        <span class={`badge ${controls ? 'good' : 'idle'}`} data-testid="viewer-mode">
          {controls ? 'controls' : 'watches'}
        </span>
      </div>
      <p class="quiet">{activityOf(viewer)}</p>
      <div class="viewer-line">
        <select
          aria-label={`Clipboard of ${who}`}
          data-testid="viewer-clipboard-direction"
          value={viewer.clipboard}
          onChange={(event) => {
            const clipboard = event.currentTarget.value as ClipboardDirection;
            act(() => api.changeViewer(session, viewer.id, { clipboard }));
          }}
        >
          {Object.entries(CLIPBOARD).map(([direction, label]) => (
            <option key={direction} value={direction}>
              {label}
            </option>
          ))}
        </select>
      </div>
      <div class="viewer-line">
        {viewer.max_mode === 'control' && (
          <button
            type="button"
            class="button small"
            data-testid={own ? 'viewer-take-over' : 'viewer-hand-over'}
            title="Everybody else then watches"
            onClick={() => act(() => api.takeOver(session, viewer.id))}
          >
            {own ? 'Take over' : 'Hand over control'}
          </button>
        )}
        {controls && !own && (
          <button
            type="button"
            class="button small"
            data-testid="viewer-only-watch"
            onClick={() => act(() => api.changeViewer(session, viewer.id, { mode: 'view' }))}
          >
            View only
          </button>
        )}
        {!own && (
          <button type="button" class="button small danger" data-testid="viewer-kick" onClick={() => act(() => api.kickViewer(session, viewer.id))}>
            Disconnect
          </button>
        )}
      </div>
    </li>
  );
}

function activityOf(viewer: ConnectedViewer): string {
  const since = new Date(viewer.connected_at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  const megabytes = (viewer.bytes_to_viewer / 1_000_000).toFixed(1);
  const cap = viewer.max_bytes_per_second > 0 ? `, at most ${Math.round(viewer.max_bytes_per_second / 1000)} kB/s` : '';
  const input = viewer.last_input_at
    ? `, last input ${new Date(viewer.last_input_at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })}`
    : ', no input yet';
  return `Since ${since}, ${megabytes} MB${cap}${input}`;
}
