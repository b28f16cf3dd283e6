import type RFB from '@novnc/novnc';
import type { RfbCredentials } from '@novnc/novnc';
import type { ViewerPolicy } from '../api/types';
import { ResumingSocket } from './resumingSocket';

/** How long a WebSocket may take to open and say hello before we try another one. */
const CONNECT_LIMIT = 15_000;

/** On a dead network a close is never answered; we do not wait for it longer than this. */
const CLOSE_LIMIT = 1000;
const ABNORMAL = 1006;

export interface DesktopEnd {
  code: number;
  /** Milliseconds for which the picture was there; 0 if it never came. */
  connectedFor: number;
  /** What the desktop itself said when it refused us. */
  refusal?: string;
}

export interface DesktopListener {
  connected(rfb: RFB): void;
  named(name: string): void;
  clipboard(text: string): void;
  policy(policy: ViewerPolicy): void;
  credentials(wanted: (keyof RfbCredentials)[]): void;
  /** The picture stands still until the stream goes on; nothing is lost meanwhile. */
  paused(): void;
  resumed(milliseconds: number): void;
}

export interface DesktopOptions {
  url: URL;
  /** The address for another WebSocket of the same stream. */
  again: () => Promise<URL>;
  viewOnly: boolean;
  remoteResize: boolean;
  credentials: RfbCredentials;
}

/**
 * One connection to the desktop. The WebSocket is opened here rather than by noVNC, which keeps the close
 * code to itself. Resolves when the connection has ended, for whatever reason.
 */
export class Desktop {
  private rfb: RFB | undefined;
  private socket: ResumingSocket | undefined;
  private since = 0;
  private refusal: string | undefined;
  private gone: () => void = () => {};

  constructor(
    private readonly screen: HTMLElement,
    private readonly listener: DesktopListener,
  ) {}

  get connection(): RFB | undefined {
    return this.rfb;
  }

  async run(Rfb: typeof RFB, options: DesktopOptions, signal: AbortSignal): Promise<DesktopEnd> {
    const closed = new Promise<number>((done) => {
      this.socket = new ResumingSocket(options.url, options.again, {
        paused: () => this.listener.paused(),
        resumed: (milliseconds) => this.listener.resumed(milliseconds),
        policy: (policy) => this.listener.policy(policy),
        closed: (code) => {
          // Before noVNC removes the canvas that we keep a copy of.
          freeze(this.screen);
          done(code);
        },
      });
      this.gone = () => setTimeout(done, CLOSE_LIMIT, ABNORMAL);
    });
    const limit = setTimeout(() => this.close(), CONNECT_LIMIT);
    const abort = () => this.close();
    signal.addEventListener('abort', abort);
    try {
      const rfb = new Rfb(this.screen, this.socket!, { shared: true, credentials: options.credentials });
      this.rfb = this.attach(rfb, options, () => clearTimeout(limit));
      if (signal.aborted) this.close();
      const code = await closed;
      const end: DesktopEnd = { code, connectedFor: this.since ? performance.now() - this.since : 0 };
      return this.refusal === undefined ? end : { ...end, refusal: this.refusal };
    } finally {
      clearTimeout(limit);
      signal.removeEventListener('abort', abort);
      this.rfb = undefined;
    }
  }

  close(): void {
    freeze(this.screen);
    this.rfb?.disconnect();
    this.socket?.close();
    this.gone();
  }

  private attach(rfb: RFB, options: DesktopOptions, settled: () => void): RFB {
    rfb.viewOnly = options.viewOnly;
    rfb.scaleViewport = true;
    rfb.resizeSession = options.remoteResize && !options.viewOnly;
    rfb.background = 'transparent';
    rfb.addEventListener('connect', () => {
      settled();
      this.since = performance.now();
      this.listener.connected(rfb);
    });
    rfb.addEventListener('disconnect', () => this.gone());
    rfb.addEventListener('credentialsrequired', (event) => {
      settled(); // a person needs longer to type than a server to answer
      this.listener.credentials(event.detail.types);
    });
    rfb.addEventListener('securityfailure', (event) => (this.refusal = event.detail.reason ?? 'The desktop refused the connection.'));
    rfb.addEventListener('desktopname', (event) => this.listener.named(event.detail.name));
    rfb.addEventListener('clipboard', (event) => this.listener.clipboard(event.detail.text));
    return rfb;
  }
}

/** Leaves the last picture on the screen while we reconnect, instead of a black page. */
function freeze(screen: HTMLElement): void {
  const live = screen.querySelector('canvas');
  const still = screen.parentElement?.querySelector<HTMLCanvasElement>('canvas.still');
  if (!live || !still || live.width === 0) return;
  still.width = live.width;
  still.height = live.height;
  still.getContext('2d')?.drawImage(live, 0, 0);
}
