package io.streamspace.agent.internal.link;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next dial: exponential with full jitter, so that agents that lost the same hub do not come back in step. Starts
 * anew after a link that was healthy for a minute, and then stays short for a while: the desktops that people look at stand still and can go on
 * only within the tunnel's window. On the agent's loop.
 */
final class Backoff {
    static final Duration FIRST = Duration.ofMillis(250);
    static final Duration LONGEST = Duration.ofSeconds(15);
    static final Duration HEALTHY = Duration.ofMinutes(1);
    static final Duration LONGEST_IN_A_HURRY = Duration.ofSeconds(2);

    /** As many waits as fill the window of 20 s, a wait being half its bound on average. */
    static final int HURRIED_WAITS = 22;

    private final RandomGenerator random;
    private int failures;
    private int hurried;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** The wait after one more failure. */
    Duration next() {
        Duration longest = hurried > 0 ? LONGEST_IN_A_HURRY : LONGEST;
        hurried = Math.max(0, hurried - 1);
        long ceiling = Math.min(longest.toMillis(), FIRST.toMillis() << Math.min(failures, 16));
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
            hurried = HURRIED_WAITS;
        }
    }
}
