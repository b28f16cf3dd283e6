/**
 * Waits, but not longer than it makes sense: the pause also ends when the machine is back on the network,
 * when the signal fires, or when `hurry` is called.
 */
export class Pause {
  private wake: () => void = () => {};

  hurry(): void {
    this.wake();
  }

  wait(milliseconds: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((done) => {
      const finish = () => {
        clearTimeout(timer);
        removeEventListener('online', finish);
        signal.removeEventListener('abort', finish);
        this.wake = () => {};
        done();
      };
      const timer = setTimeout(finish, milliseconds);
      addEventListener('online', finish);
      signal.addEventListener('abort', finish);
      this.wake = finish;
    });
  }
}
