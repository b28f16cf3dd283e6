package io.streamspace.vnc.internal.stream;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Growing pauses with full jitter. Not safe for use by several threads at once. */
public final class Backoff {
    private static final int MAX_DOUBLINGS = 20;

    private final long firstMillis;
    private final long longestMillis;
    private final RandomGenerator random;
    private int failures;

    /** Pauses of up to {@code first}, doubled after each failure, up to {@code longest}. */
    public Backoff(Duration first, Duration longest, RandomGenerator random) {
        this.firstMillis = first.toMillis();
        this.longestMillis = longest.toMillis();
        this.random = random;
    }

    /** How long to wait now, after one more failure. */
    public Duration next() {
        long ceiling = Math.min(longestMillis, firstMillis << Math.min(failures, MAX_DOUBLINGS));
        failures++;
        return Duration.ofMillis(1 + random.nextLong(ceiling));
    }

    /** It works again. */
    public void reset() {
        failures = 0;
    }
}
