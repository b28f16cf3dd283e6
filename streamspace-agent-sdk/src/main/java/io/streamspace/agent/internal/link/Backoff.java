package io.streamspace.agent.internal.link;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next dial: exponential with full jitter, so that agents that lost the same hub do not come back in step. Starts
 * anew after a link that was healthy for a minute. On the agent's loop.
 */
final class Backoff {
    static final Duration FIRST = Duration.ofMillis(250);
    static final Duration LONGEST = Duration.ofSeconds(15);
    static final Duration HEALTHY = Duration.ofMinutes(1);

    private final RandomGenerator random;
    private int failures;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** The wait after one more failure. */
    Duration next() {
        long ceiling = Math.min(LONGEST.toMillis(), FIRST.toMillis() << Math.min(failures, 16));
        failures++;
        return Duration.ofMillis(random.nextLong(ceiling + 1));
    }

    /** The wait where soon is of no use: the upper half of the longest. */
    Duration late() {
        failures++;
        long half = LONGEST.toMillis() / 2;
        return Duration.ofMillis(half + random.nextLong(half + 1));
    }

    /** A link that was up from {@code since} has ended. */
    void linkEnded(Instant since, Instant now) {
        if (!now.isBefore(since.plus(HEALTHY))) {
            failures = 0;
        }
    }
}
