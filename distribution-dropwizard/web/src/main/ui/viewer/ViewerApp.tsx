import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { ClipboardPanel } from './ClipboardPanel';
import type { ViewerController } from './controller';
import { listenForHotkeys, toggleFullScreen } from './hotkeys';
import { Overlay } from './Overlay';
import { PolicyNotice } from './PolicyNotice';
import { Toolbar } from './Toolbar';
import { useController } from './useController';
import { ViewersPanel } from './ViewersPanel';

export function ViewerApp({ controller }: { controller: ViewerController }): JSX.Element {
  useController(controller);
  const [panel, setPanel] = useState<'clipboard' | 'viewers' | undefined>();
  const toggle = (which: 'clipboard' | 'viewers') => setPanel(panel === which ? undefined : which);
  const { state, desktopName } = controller;

  useEffect(() => listenForHotkeys({ fullScreen: toggleFullScreen, reconnect: () => controller.reconnect() }), [controller]);
  useEffect(() => {
    document.title = desktopName ?? 'Desktop';
  }, [desktopName]);

  return (
    <div class="viewer" data-state={state.kind}>
      <canvas class="still" aria-hidden="true" />
      <div id="screen" class="screen" data-testid="viewer-screen" aria-label={desktopName ?? 'Desktop'} />
      <Overlay controller={controller} />
      <Toolbar
        controller={controller}
        clipboardOpen={panel === 'clipboard'}
        onClipboard={() => toggle('clipboard')}
        viewersOpen={panel === 'viewers'}
        onViewers={() => toggle('viewers')}
      />
      <PolicyNotice controller={controller} />
      {panel === 'clipboard' && state.kind === 'connected' && <ClipboardPanel controller={controller} onClose={() => setPanel(undefined)} />}
      {panel === 'viewers' && state.kind === 'connected' && <ViewersPanel controller={controller} onClose={() => setPanel(undefined)} />}
    </div>
  );
}
