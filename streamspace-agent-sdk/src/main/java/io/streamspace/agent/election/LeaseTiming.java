package io.streamspace.agent.election;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How fast a lease changes hands. A leader that cannot renew gives up {@code renewDeadline} after it began its last good renewal; others take
 * the lease {@code duration} after they saw its last renewal. What lies between the two is what clocks may differ in speed, so that never two
 * believe to lead.
 *
 * @param duration from the last sign of life until others take the lease
 * @param renewDeadline from the start of the last good renewal until the leader gives up
 * @param retryPeriod between two renewals, and between two looks of those who wait
 */
public record LeaseTiming(Duration duration, Duration renewDeadline, Duration retryPeriod) {
    /** For stores that bear two requests a second and candidate: whoever is killed is replaced within 5 s. */
    public static final LeaseTiming FAST =
            new LeaseTiming(Duration.ofSeconds(3), Duration.ofSeconds(2), Duration.ofMillis(500));

    /** For stores in which each renewal is expensive, such as a Raft log: replaced within 20 s. */
    public static final LeaseTiming CALM =
            new LeaseTiming(Duration.ofSeconds(15), Duration.ofSeconds(10), Duration.ofSeconds(2));

    public LeaseTiming {
        if (!retryPeriod.isPositive() || !renewDeadline.isPositive() || !duration.isPositive()) {
            throw new IllegalArgumentException("lease duration, renew deadline and retry period must be longer than"
                    + " nothing; good examples are 3s, 2s and 500ms");
        }
        if (renewDeadline.compareTo(duration) >= 0) {
            throw new IllegalArgumentException(
                    "the renew deadline (" + renewDeadline + ") must be shorter than the lease" + " duration ("
                            + duration + "), or two agents could lead at a time; two thirds of it are a good value");
        }
        if (retryPeriod.multipliedBy(2).compareTo(renewDeadline) > 0) {
            throw new IllegalArgumentException("the retry period (" + retryPeriod + ") must be at most half the renew"
                    + " deadline (" + renewDeadline + "), or one lost renewal would depose a healthy leader");
        }
    }

    /**
     * This timing with what an operator set in its place; null is not set. Whoever sets the lease alone gets the rest in proportion.
     *
     * @throws IllegalArgumentException where that does not fit together
     */
    public LeaseTiming with(
            @Nullable Duration setDuration, @Nullable Duration setDeadline, @Nullable Duration setRetryPeriod) {
        Duration lease = setDuration == null ? duration : setDuration;
        Duration deadline = setDeadline != null
                ? setDeadline
                : setDuration == null ? renewDeadline : lease.multipliedBy(2).dividedBy(3);
        Duration retry = setRetryPeriod != null
                ? setRetryPeriod
                : setDeadline == null && setDuration == null ? retryPeriod : deadline.dividedBy(4);
        return new LeaseTiming(lease, deadline, retry);
    }
}
