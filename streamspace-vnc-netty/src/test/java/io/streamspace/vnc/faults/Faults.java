package io.streamspace.vnc.faults;

import java.time.Duration;

/**
 * How the proxy treats its connections at the moment; those that are open follow a change at once.
 *
 * @param delay how much later bytes arrive, each way
 * @param bytesPerSecond the most that passes, each way of each connection; 0 for no limit
 * @param silent nothing passes, and nobody is told
 * @param stallAfterBytes a connection goes silent for ever after so many bytes of the server, such as in the middle of a handshake
 * @param cutWhenIdle a connection on which nothing has passed for so long is closed; zero for never
 */
public record Faults(Duration delay, long bytesPerSecond, boolean silent, long stallAfterBytes, Duration cutWhenIdle) {
    /** A network without faults. */
    public static final Faults NONE = new Faults(Duration.ZERO, 0, false, Long.MAX_VALUE, Duration.ZERO);

    public Faults withDelay(Duration time) {
        return new Faults(time, bytesPerSecond, silent, stallAfterBytes, cutWhenIdle);
    }

    public Faults withBytesPerSecond(long limit) {
        return new Faults(delay, limit, silent, stallAfterBytes, cutWhenIdle);
    }

    /** A black hole: to both ends it looks like a half-open connection. */
    public Faults withSilence(boolean on) {
        return new Faults(delay, bytesPerSecond, on, stallAfterBytes, cutWhenIdle);
    }

    public Faults withStallAfterBytes(long count) {
        return new Faults(delay, bytesPerSecond, silent, count, cutWhenIdle);
    }

    public Faults withCutWhenIdle(Duration time) {
        return new Faults(delay, bytesPerSecond, silent, stallAfterBytes, time);
    }
}
