package io.streamspace.vnc.internal.hub;

import java.util.concurrent.TimeUnit;

/**
 * How long to wait so that bytes keep to a rate on average. What was read already may overdraw the bucket; after a wait it holds some bytes
 * again, so that waits are few and long rather than many and short.
 */
final class TokenBucket {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /** What may pass at once after a pause, as time at the rate. */
    private static final long BURST = TimeUnit.MILLISECONDS.toNanos(100);

    private long rate;
    /** The time at which all bytes so far are paid for. */
    private long paidAt;

    /** Another rate in bytes per second, from now on; 0 for none. */
    void rate(long bytesPerSecond, long now) {
        rate = bytesPerSecond;
        paidAt = now - BURST;
    }

    /**
     * Takes bytes.
     *
     * @return nanoseconds to wait before more are taken; 0 for none
     */
    long take(int bytes, long now) {
        if (rate == 0) {
            return 0;
        }
        paidAt = Math.max(paidAt, now - BURST) + bytes * SECOND / rate;
        return paidAt <= now ? 0 : paidAt - now + BURST / 2;
    }
}
