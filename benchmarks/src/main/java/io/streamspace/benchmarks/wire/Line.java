package io.streamspace.benchmarks.wire;

import java.util.concurrent.atomic.AtomicLong;

/** One way of the wire: its connections share the rate, one piece after the other, and each piece arrives a delay later. */
final class Line {
    private static final double NANOS_PER_SECOND = 1e9;

    private final long bytesPerSecond;
    private final long delayNanos;
    private final AtomicLong passed = new AtomicLong();
    private long freeAt = System.nanoTime();

    Line(long bytesPerSecond, long delayNanos) {
        this.bytesPerSecond = bytesPerSecond;
        this.delayNanos = delayNanos;
    }

    /** When the last bit of a piece that is sent now has left; the next one's first leaves then. */
    synchronized long send(int bytes) {
        freeAt = Math.max(freeAt, System.nanoTime()) + (long) (bytes * NANOS_PER_SECOND / bytesPerSecond);
        passed.addAndGet(bytes);
        return freeAt;
    }

    /** When that bit arrives. */
    long arrival(long left) {
        return left + delayNanos;
    }

    long passed() {
        return passed.get();
    }
}
