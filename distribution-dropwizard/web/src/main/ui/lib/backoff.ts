/** Exponential delays with jitter, in milliseconds, so that many pages do not come back in one wave. */
export class Backoff {
  private attempts = 0;

  constructor(
    private readonly first = 500,
    private readonly longest = 10_000,
    private readonly random: () => number = Math.random,
  ) {}

  get attempt(): number {
    return this.attempts;
  }

  next(): number {
    const ceiling = Math.min(this.longest, this.first * 2 ** this.attempts);
    this.attempts++;
    return ceiling * (0.5 + this.random() / 2);
  }

  reset(): void {
    this.attempts = 0;
  }
}
