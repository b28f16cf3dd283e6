import type { JSX } from 'preact';
import { useCallback, useEffect } from 'preact/hooks';
import { api } from '../api/calls';
import type { ClipboardDirection, ConnectedViewer } from '../api/types';
import { Icon } from '../components/Icon';
import { Notice } from '../components/Notice';
import { useAction } from '../lib/useAction';
import { usePolled } from '../lib/usePolled';
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
  const session = controller.sessionId;
  const { value: viewers, error, reload } = usePolled(
    useCallback(() => api.viewers(session), [session]),
    REFRESH,
  );
  const action = useAction();
  // A change of this viewer's own may come of somebody else's.
  useEffect(() => void reload(), [controller.policy, reload]);

  const act = async (work: () => Promise<unknown>) => {
    await action.run(work);
    // Also after a refusal: a viewer that is gone is the likely reason.
    await reload();
  };

  return (
    <aside class="panel viewers" aria-label="Viewers" data-testid="viewers-panel" onKeyDown={(event) => event.key === 'Escape' && onClose()}>
      <div class="section-head">
        <h2>Viewers</h2>
        <button type="button" class="icon-button" aria-label="Close" onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      {action.error && <Notice onDismiss={action.dismiss}>{action.error}</Notice>}
      {error && !action.error && <Notice>{error}</Notice>}
      <ul aria-busy={action.busy}>
        {viewers?.map((viewer) => (
          <Row
            key={viewer.id}
            viewer={viewer}
            own={viewer.id === controller.policy?.viewer_id}
            alone={isAloneInControl(viewer, viewers)}
            session={session}
            busy={action.busy}
            act={(work) => void act(work)}
          />
        ))}
      </ul>
    </aside>
  );
}

interface RowProps {
  viewer: ConnectedViewer;
  own: boolean;
  /** Whether it has control and nobody else does, so that there is nothing to hand over. */
  alone: boolean;
  session: string;
  busy: boolean;
  act: (work: () => Promise<unknown>) => void;
}

function Row({ viewer, own, alone, session, busy, act }: RowProps): JSX.Element {
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
          disabled={busy}
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
        {viewer.max_mode === 'control' && !alone && (
          <button
            type="button"
            class="button small"
            data-testid={own ? 'viewer-take-over' : 'viewer-hand-over'}
            title="Everybody else then watches"
            disabled={busy}
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
            disabled={busy}
            onClick={() => act(() => api.changeViewer(session, viewer.id, { mode: 'view' }))}
          >
            View only
          </button>
        )}
        {!own && (
          <button
            type="button"
            class="button small danger"
            data-testid="viewer-kick"
            aria-label={`Disconnect ${who}`}
            disabled={busy}
            onClick={() => act(() => api.kickViewer(session, viewer.id))}
          >
            Disconnect
          </button>
        )}
      </div>
    </li>
  );
}

function isAloneInControl(viewer: ConnectedViewer, viewers: ConnectedViewer[]): boolean {
  return viewer.mode === 'control' && viewers.every((other) => other.id === viewer.id || other.mode === 'view');
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
