/**
 * Bytes on their way to the desktop: those that were sent and that the other end has not acknowledged, then those that wait for room in
 * the window. Counted from the beginning of the stream (PROTOCOL.md, P-5.8 and P-6.6).
 */
export class Outbox {
  private pieces: Uint8Array<ArrayBuffer>[] = [];
  /** Number of the first byte that is kept. */
  private from = 0;
  /** Number of the first byte that was not sent on the present connection. */
  private next = 0;
  private end = 0;

  get size(): number {
    return this.end - this.from;
  }

  add(bytes: Uint8Array<ArrayBuffer>): void {
    this.pieces.push(bytes);
    this.end += bytes.length;
  }

  /** The other end has so many bytes; false if that cannot be. */
  acknowledge(received: number): boolean {
    if (received < this.from || received > this.next) return false;
    while (this.from < received) {
      const first = this.pieces[0]!;
      const gone = Math.min(first.length, received - this.from);
      if (gone === first.length) this.pieces.shift();
      else this.pieces[0] = first.subarray(gone);
      this.from += gone;
    }
    return true;
  }

  /** A new connection: the other end has so many bytes, and what follows them is sent again. */
  restart(received: number): boolean {
    if (!this.acknowledge(received)) return false;
    this.next = received;
    return true;
  }

  /** Sends what the window has room for. */
  pump(window: number, send: (bytes: Uint8Array<ArrayBuffer>) => void): void {
    let at = this.from;
    for (const piece of this.pieces) {
      const skipped = Math.max(0, this.next - at);
      at += piece.length;
      if (skipped >= piece.length) continue;
      const room = this.from + window - this.next;
      if (room <= 0) return;
      const part = piece.subarray(skipped, skipped + room);
      this.next += part.length;
      send(part);
    }
  }
}
