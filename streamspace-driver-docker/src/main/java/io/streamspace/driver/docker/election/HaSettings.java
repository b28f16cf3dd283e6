package io.streamspace.driver.docker.election;

import io.streamspace.agent.election.LeaseTiming;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How one of several agents with the same id is chosen, as the operator says it. Durations that are null are the backend's own.
 *
 * @param backend {@code HA_BACKEND}
 * @param folder where the backend {@code file} keeps its lease; the same for all agents of the host
 * @param redisUrl {@code HA_REDIS_URL}
 * @param dockerHost the engine of the backend {@code swarm}, such as {@code unix:///var/run/docker.sock}
 * @param leaseDuration {@code HA_LEASE_DURATION}
 * @param renewDeadline {@code HA_RENEW_DEADLINE}
 * @param retryPeriod {@code HA_RETRY_PERIOD}
 */
public record HaSettings(
        HaBackend backend,
        Path folder,
        @Nullable String redisUrl,
        String dockerHost,
        @Nullable Duration leaseDuration,
        @Nullable Duration renewDeadline,
        @Nullable Duration retryPeriod) {
    public HaSettings {
        if (backend == HaBackend.REDIS && (redisUrl == null || redisUrl.isBlank())) {
            throw new IllegalArgumentException(
                    "HA_BACKEND=redis needs HA_REDIS_URL. A good example is redis://redis.example.com:6379/0");
        }
    }

    /** The timing, with the backend's own where nothing is set. */
    public LeaseTiming timing() {
        LeaseTiming usual = backend.usualTiming();
        Duration duration = leaseDuration == null ? usual.duration() : leaseDuration;
        // Whoever sets the lease alone gets the rest in proportion.
        Duration deadline = renewDeadline != null
                ? renewDeadline
                : leaseDuration == null
                        ? usual.renewDeadline()
                        : duration.multipliedBy(2).dividedBy(3);
        Duration retry = retryPeriod != null
                ? retryPeriod
                : renewDeadline == null && leaseDuration == null ? usual.retryPeriod() : deadline.dividedBy(4);
        try {
            return new LeaseTiming(duration, deadline, retry);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "HA_LEASE_DURATION, HA_RENEW_DEADLINE and HA_RETRY_PERIOD do not fit together: " + e.getMessage(),
                    e);
        }
    }
}
