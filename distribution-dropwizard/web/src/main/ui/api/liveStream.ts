import { Backoff } from '../lib/backoff';
import { Pause } from '../lib/pause';
import { send } from './client';
import { ApiError } from './errors';
import { EventStreamParser, type ServerEvent } from './sse';

/** The server writes at least a comment every 15 s; three of them missing means that the line is dead. */
const SILENCE_LIMIT = 45_000;

export interface StreamListener {
  /** Each (re)connection; whatever was missed in between must be read anew by then. */
  opened?(): void;
  event(event: ServerEvent): void;
  /** The connection broke and is being made again. */
  lost?(): void;
  /** The server refused for good: there will be no further attempt. */
  refused?(error: ApiError): void;
}

/** Follows a stream of server-sent events until `close` is called, reconnecting by itself. */
export function followStream(path: string, listener: StreamListener): () => void {
  const closing = new AbortController();
  void follow(path, listener, closing.signal);
  return () => closing.abort();
}

async function follow(path: string, listener: StreamListener, closed: AbortSignal): Promise<void> {
  const backoff = new Backoff();
  const pause = new Pause();
  while (!closed.aborted) {
    try {
      await readOnce(path, listener, closed, () => backoff.reset());
    } catch (error) {
      if (closed.aborted) return;
      if (error instanceof ApiError && !error.temporary) {
        listener.refused?.(error);
        return;
      }
    }
    if (closed.aborted) return;
    listener.lost?.();
    await pause.wait(backoff.next(), closed);
  }
}

async function readOnce(path: string, listener: StreamListener, closed: AbortSignal, healthy: () => void): Promise<void> {
  const watch = new Watchdog(SILENCE_LIMIT);
  const signal = AbortSignal.any([closed, watch.signal]);
  try {
    const response = await send('GET', path, { signal, accept: 'text/event-stream' });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    if (!reader) return;
    listener.opened?.();
    const parser = new EventStreamParser();
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      watch.pat();
      healthy();
      for (const event of parser.push(read.value)) {
        if (!closed.aborted) listener.event(event);
      }
    }
  } finally {
    watch.stop();
  }
}

/** Aborts when it has not been patted for some time. */
class Watchdog {
  private readonly controller = new AbortController();
  private timer = 0;

  constructor(private readonly limit: number) {
    this.pat();
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  pat(): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.controller.abort(), this.limit);
  }

  stop(): void {
    clearTimeout(this.timer);
  }
}
