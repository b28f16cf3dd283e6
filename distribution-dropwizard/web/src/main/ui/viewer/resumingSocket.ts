import { ApiError } from '../api/errors';
import type { ViewerPolicy } from '../api/types';
import { Backoff } from '../lib/backoff';
import { Pause } from '../lib/pause';
import { Liveness } from './liveness';
import { Outbox } from './outbox';

const RESUMING = 'streamspace.viewer.v1';
const PLAIN = 'binary';

/** How long small amounts may stay unacknowledged. */
const LAZY_ACK = 250;
/** How long a WebSocket may take to open when the stream is to be continued. */
const OPEN_LIMIT = 5_000;
/** What is typed while there is no connection is kept, up to this; more is a paste that nobody waits for. */
const OUTBOX_LIMIT = 4 << 20;

const ABNORMAL = 1006;
const STREAM_LOST = 4004;
/** Closes that say nothing about the stream: the network, a proxy, a server that comes back, or a ticket that came too late. */
const TRANSIENT = new Set([1001, ABNORMAL, 1011, 1012, 1013, 1014, 4009, 4401]);

type Message =
  | { type: 'started'; stream_id: string; resume_key: string; window_bytes: number; resume_ms: number }
  | { type: 'ack' | 'resumed'; received: number }
  | { type: 'skip'; bytes: number }
  | { type: 'suspend' | 'pong' }
  | ViewerPolicy;

export interface SocketListener {
  /** The stream waits for one of its ends; the picture stands still. */
  paused(): void;
  resumed(milliseconds: number): void;
  /** What the hub lets this viewer do, at first and whenever it changes. */
  policy(policy: ViewerPolicy): void;
  /** The end, before noVNC hears of it. */
  closed(code: number): void;
}

interface Stream {
  id: string;
  key: string;
  window: number;
  patience: number;
}

/**
 * The WebSocket that noVNC uses, as far as it uses one. Under it there may be several, one after the other: bytes are counted and kept until
 * the desktop's side has them, so that a new connection goes on where the old one broke (PROTOCOL.md, P-6.6 to P-6.9). A server that does
 * not offer this gets an ordinary WebSocket.
 */
export class ResumingSocket {
  // What noVNC sets.
  binaryType: BinaryType = 'arraybuffer';
  onopen: ((event: Event) => void) | null = null;
  onmessage: ((event: { data: ArrayBuffer }) => void) | null = null;
  onclose: ((event: CloseEvent) => void) | null = null;
  onerror: ((event: Event) => void) | null = null;

  private state: number = WebSocket.CONNECTING;
  private socket: WebSocket | undefined;
  private stream: Stream | undefined;
  private flowing = false;
  private pausedAt: number | undefined;
  private returning = false;
  private received = 0;
  private acknowledged = 0;
  private lazyAck: ReturnType<typeof setTimeout> | undefined;
  private readonly outbox = new Outbox();
  private readonly over = new AbortController();
  private readonly liveness = new Liveness(
    () => this.say({ type: 'ping' }),
    () => this.lose(ABNORMAL),
  );

  /** @param again gives the address of the next attempt, with a ticket of its own */
  constructor(
    url: URL,
    private readonly again: () => Promise<URL>,
    private readonly listener: SocketListener,
  ) {
    this.open(url);
  }

  get readyState(): number {
    return this.state;
  }

  get protocol(): string {
    return this.socket?.protocol ?? '';
  }

  get bufferedAmount(): number {
    return (this.socket?.bufferedAmount ?? 0) + this.outbox.size;
  }

  send(data: Uint8Array): void {
    if (this.state !== WebSocket.OPEN) return;
    // noVNC uses its buffer again.
    const bytes = data.slice() as Uint8Array<ArrayBuffer>;
    if (!this.stream) {
      this.socket?.send(bytes);
      return;
    }
    this.outbox.add(bytes);
    if (this.outbox.size > OUTBOX_LIMIT) this.finish(STREAM_LOST);
    else this.pump();
  }

  close(): void {
    if (this.state >= WebSocket.CLOSING) return;
    this.state = WebSocket.CLOSING;
    this.over.abort();
    const socket = this.socket;
    if (socket && socket.readyState <= WebSocket.OPEN) socket.close(1000);
    else this.finish(1000);
  }

  private open(url: URL): void {
    const socket = new WebSocket(url, [RESUMING, PLAIN]);
    socket.binaryType = 'arraybuffer';
    this.socket = socket;
    socket.onopen = () => this.opened(socket);
    socket.onmessage = (event: MessageEvent<string | ArrayBuffer>) => this.heard(event.data);
    socket.onerror = (event) => {
      if (!this.stream) this.onerror?.(event);
    };
    socket.onclose = (event) => this.lost(event.code);
  }

  private opened(socket: WebSocket): void {
    if (this.stream) {
      if (socket.protocol !== RESUMING) return this.finish(STREAM_LOST);
      this.acknowledged = this.received;
      this.say({ type: 'rejoin', stream_id: this.stream.id, resume_key: this.stream.key, received: this.received });
    } else if (socket.protocol !== RESUMING) {
      this.announceOpen();
      return;
    }
    this.liveness.start();
  }

  private announceOpen(): void {
    if (this.state !== WebSocket.CONNECTING) return;
    this.state = WebSocket.OPEN;
    this.onopen?.(new Event('open'));
  }

  private heard(data: string | ArrayBuffer): void {
    this.liveness.heard();
    if (typeof data === 'string') return this.obey(JSON.parse(data) as Message);
    if (this.stream) this.count(data.byteLength);
    this.onmessage?.({ data });
  }

  private obey(message: Message): void {
    switch (message.type) {
      case 'started':
        this.stream = { id: message.stream_id, key: message.resume_key, window: message.window_bytes, patience: message.resume_ms };
        this.flowing = true;
        return this.announceOpen();
      case 'ack':
        if (!this.outbox.acknowledge(message.received)) return this.finish(STREAM_LOST);
        return this.pump();
      case 'skip':
        return this.count(message.bytes);
      case 'suspend':
        this.pause();
        this.acknowledged = this.received;
        return this.say({ type: 'suspended', received: this.received });
      case 'resumed':
        if (!this.outbox.restart(message.received)) return this.finish(STREAM_LOST);
        this.goOn();
        return this.pump();
      case 'policy':
        return this.listener.policy(message);
      case 'pong':
        return;
    }
  }

  private count(bytes: number): void {
    this.received += bytes;
    if (this.received - this.acknowledged >= this.stream!.window / 4) this.acknowledge();
    else this.lazyAck ??= setTimeout(() => this.acknowledge(), LAZY_ACK);
  }

  private acknowledge(): void {
    clearTimeout(this.lazyAck);
    this.lazyAck = undefined;
    if (!this.flowing || this.received === this.acknowledged) return;
    this.acknowledged = this.received;
    this.say({ type: 'ack', received: this.received });
  }

  private pump(): void {
    if (this.flowing) this.outbox.pump(this.stream!.window, (bytes) => this.socket?.send(bytes));
  }

  private say(message: object): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  private pause(): void {
    this.flowing = false;
    if (this.pausedAt !== undefined) return;
    this.pausedAt = performance.now();
    this.listener.paused();
  }

  private goOn(): void {
    this.flowing = true;
    const since = this.pausedAt ?? performance.now();
    this.pausedAt = undefined;
    this.listener.resumed(performance.now() - since);
  }

  /** Gives a connection up that nothing has closed. */
  private lose(code: number): void {
    const socket = this.socket;
    if (!socket) return;
    silence(socket);
    socket.close();
    this.lost(code);
  }

  private lost(code: number): void {
    this.liveness.stop();
    const stream = this.stream;
    const resumable = stream && this.state === WebSocket.OPEN && TRANSIENT.has(code);
    this.socket = undefined;
    if (!resumable) return this.finish(code);
    this.pause();
    if (!this.returning) void this.comeBack(stream);
  }

  /** Tries until a WebSocket is open on which the stream may go on. What closes that one brings us here again. */
  private async comeBack(stream: Stream): Promise<void> {
    this.returning = true;
    const backoff = new Backoff(250, 2_000);
    const pause = new Pause();
    try {
      while (this.state === WebSocket.OPEN && !this.socket) {
        await pause.wait(backoff.next(), this.over.signal);
        if (this.state !== WebSocket.OPEN) return;
        if (performance.now() - this.pausedAt! > stream.patience) return this.finish(STREAM_LOST);
        await this.attempt(stream).catch((problem: unknown) => {
          if (!(problem instanceof ApiError && problem.temporary)) this.finish(STREAM_LOST);
        });
      }
    } finally {
      this.returning = false;
    }
  }

  private async attempt(stream: Stream): Promise<void> {
    const url = await this.again();
    if (this.state !== WebSocket.OPEN) return;
    url.searchParams.set('resume', stream.id);
    this.open(url);
    const socket = this.socket!;
    await new Promise<void>((done) => {
      const settled = () => {
        clearTimeout(late);
        done();
      };
      const late = setTimeout(() => {
        this.lose(ABNORMAL);
        done();
      }, OPEN_LIMIT);
      socket.addEventListener('open', settled);
      socket.addEventListener('close', settled);
    });
  }

  private finish(code: number): void {
    if (this.state === WebSocket.CLOSED) return;
    this.state = WebSocket.CLOSED;
    this.over.abort();
    this.liveness.stop();
    clearTimeout(this.lazyAck);
    const socket = this.socket;
    this.socket = undefined;
    if (socket) {
      silence(socket);
      socket.close();
    }
    this.listener.closed(code);
    this.onclose?.(new CloseEvent('close', { code, wasClean: code !== ABNORMAL }));
  }
}

function silence(socket: WebSocket): void {
  socket.onopen = socket.onmessage = socket.onerror = socket.onclose = null;
}
