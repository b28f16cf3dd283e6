/** How long a connection may be silent before it is asked whether it is there, and how long the answer may take. */
const SILENCE = 5_000;

/**
 * Notices a connection that is dead although nothing closed it. A page sees nothing of WebSocket's own pings, so the question is a message.
 * Works where timers are slowed down, as in a background tab: an answer counts when it comes, whenever the timer looks for it.
 */
export class Liveness {
  private heardAt = 0;
  private askedAt: number | undefined;
  private timer: ReturnType<typeof setInterval> | undefined;
  private readonly look = () => this.tick();

  constructor(
    private readonly ask: () => void,
    private readonly dead: () => void,
  ) {}

  start(): void {
    this.stop();
    this.heard();
    this.timer = setInterval(this.look, 1_000);
    addEventListener('online', this.look);
  }

  stop(): void {
    clearInterval(this.timer);
    removeEventListener('online', this.look);
  }

  heard(): void {
    this.heardAt = performance.now();
    this.askedAt = undefined;
  }

  private tick(): void {
    const now = performance.now();
    if (this.askedAt === undefined) {
      if (now - this.heardAt < SILENCE) return;
      this.askedAt = now;
      this.ask();
    } else if (now - this.askedAt >= SILENCE) {
      this.stop();
      this.dead();
    }
  }
}
