import type { JSX } from 'preact';
import { base, framed } from '../api/base';
import { Icon } from '../components/Icon';
import type { ViewerController } from './controller';
import { toggleFullScreen } from './hotkeys';
import { StatusText } from './StatusText';
import { TouchKeyboard } from './TouchKeyboard';
import { useAutoHide } from './useAutoHide';

interface Props {
  controller: ViewerController;
  clipboardOpen: boolean;
  onClipboard: () => void;
  viewersOpen: boolean;
  onViewers: () => void;
}

/** Status and tools. Slides away over a live picture; the handle that stays brings it back, as does the keyboard focus. */
export function Toolbar({ controller, clipboardOpen, onClipboard, viewersOpen, onViewers }: Props): JSX.Element {
  const { state, rfb, viewOnly, remoteResize } = controller;
  const { hidden, show, element } = useAutoHide(state.kind === 'connected' && !state.paused && !clipboardOpen && !viewersOpen);
  const copies = controller.policy?.clipboard !== 'none';
  const inControl = rfb !== undefined && !viewOnly;

  return (
    <div ref={element} class={`toolbar ${hidden ? 'hidden' : ''}`} data-testid="viewer-toolbar">
      <div class="tools" role="toolbar" aria-label="Desktop">
        {!framed && <Tool label="Back to your desktops" icon="back" href={base.href} />}
        <StatusText state={state} />
        {viewOnly && state.kind === 'connected' && (
          <span class="badge idle" data-testid="viewer-view-only">
            <Icon name="eye" size={14} /> view only
          </span>
        )}
        {inControl && <TouchKeyboard rfb={rfb} />}
        {inControl && copies && <Tool label="Clipboard" icon="clipboard" testId="viewer-clipboard" pressed={clipboardOpen} onClick={onClipboard} />}
        {inControl && <Tool label="Send Ctrl+Alt+Del" icon="power" testId="viewer-ctrl-alt-del" onClick={() => rfb.sendCtrlAltDel()} />}
        {inControl && (
          <Tool
            label="Let the desktop take this window's size"
            icon="fit"
            testId="viewer-resize"
            pressed={remoteResize}
            onClick={() => controller.setRemoteResize(!remoteResize)}
          />
        )}
        {rfb !== undefined && controller.mayManage && (
          <Tool label="Viewers" icon="user" testId="viewer-viewers" pressed={viewersOpen} onClick={onViewers} />
        )}
        <Tool label="Reconnect (Ctrl+Alt+Shift+R)" icon="reload" testId="viewer-reconnect" onClick={() => controller.reconnect()} />
        <Tool label="Full screen (Ctrl+Alt+Shift+F)" icon="full" testId="viewer-fullscreen" onClick={toggleFullScreen} />
      </div>
      <button
        type="button"
        class="handle"
        data-testid="viewer-toolbar-handle"
        aria-label="Show the toolbar"
        aria-expanded={!hidden}
        onPointerDown={show} // the focus that comes next moves the toolbar, and the click would miss
        onClick={show}
      >
        <Icon name="menu" size={18} />
      </button>
    </div>
  );
}

interface ToolProps {
  label: string;
  icon: string;
  testId?: string;
  pressed?: boolean;
  href?: string;
  onClick?: () => void;
}

function Tool({ label, icon, testId, pressed, href, onClick }: ToolProps): JSX.Element {
  if (href !== undefined) {
    return (
      <a class="icon-button" href={href} aria-label={label} title={label}>
        <Icon name={icon} />
      </a>
    );
  }
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={label}
      title={label}
      {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
      data-testid={testId}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}
