import type RFB from '@novnc/novnc';
import type { ViewerController } from './controller';
import { statusText, type ViewerState } from './state';

/**
 * `window.streamspaceViewer`: what a page that embeds the viewer in a frame of its own origin, and a test,
 * may rely on. Fires `statechange` whenever one of its properties may have changed.
 */
export class EmbeddedViewer extends EventTarget {
  constructor(private readonly controller: ViewerController) {
    super();
    controller.subscribe(() => this.dispatchEvent(new Event('statechange')));
  }

  get sessionId(): string {
    return this.controller.sessionId;
  }

  /** `loading`, `waiting`, `hibernated`, `connecting`, `credentials`, `connected`, `reconnecting` or `ended`. */
  get state(): ViewerState['kind'] {
    return this.controller.state.kind;
  }

  /** The text of the status bar. */
  get message(): string {
    return statusText(this.controller.state, Date.now());
  }

  /** How often the desktop's picture has come since the page was loaded: 1 after the first time, +1 for each reconnect. */
  get connections(): number {
    return this.controller.connections;
  }

  /** True while the picture stands still, since the way to the desktop is interrupted; it goes on by itself. */
  get paused(): boolean {
    const state = this.controller.state;
    return state.kind === 'connected' && state.paused;
  }

  /** How often the picture went on after an interruption without having to be connected anew. */
  get resumes(): number {
    return this.controller.resumes;
  }

  /** Milliseconds of the last such interruption. */
  get lastPause(): number {
    return this.controller.lastPause;
  }

  get desktopName(): string | undefined {
    return this.controller.desktopName;
  }

  get viewOnly(): boolean {
    return this.controller.viewOnly;
  }

  /** The noVNC connection while `state` is `connected`. */
  get rfb(): RFB | undefined {
    return this.controller.rfb;
  }

  reconnect(): void {
    this.controller.reconnect();
  }
}

declare global {
  interface Window {
    streamspaceViewer?: EmbeddedViewer;
  }
}
