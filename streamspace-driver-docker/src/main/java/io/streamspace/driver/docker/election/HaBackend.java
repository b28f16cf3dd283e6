package io.streamspace.driver.docker.election;

import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import io.streamspace.agent.election.LeaseElection;
import io.streamspace.agent.election.LeaseStore;
import io.streamspace.agent.election.LeaseTiming;
import io.streamspace.agent.spi.LeaderElection;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Where agents that share an id keep the lease by which one of them leads. */
public enum HaBackend {
    /** A folder that they share; several agents on one host. */
    FILE(LeaseTiming.FAST) {
        @Override
        LeaseStore open(HaSettings settings, String agentId, String holder) throws IOException {
            return new FileLeaseStore(settings.folder().resolve(agentId.replace(':', '_')), holder);
        }
    },
    /** A Redis that they all reach. */
    REDIS(LeaseTiming.FAST) {
        @Override
        LeaseStore open(HaSettings settings, String agentId, String holder) {
            return new RedisLeaseStore(
                    String.valueOf(settings.redisUrl()),
                    agentId,
                    settings.timing().retryPeriod());
        }
    },
    /** A Docker Swarm of which each of them runs on a manager. */
    SWARM(LeaseTiming.CALM) {
        @Override
        LeaseStore open(HaSettings settings, String agentId, String holder) {
            Duration limit = settings.timing().retryPeriod();
            return new SwarmLeaseStore(
                    new ApacheDockerHttpClient.Builder()
                            .dockerHost(URI.create(settings.dockerHost()))
                            .connectionTimeout(limit)
                            .responseTimeout(limit)
                            .build(),
                    agentId);
        }
    };

    private final LeaseTiming usualTiming;

    HaBackend(LeaseTiming usualTiming) {
        this.usualTiming = usualTiming;
    }

    /** The timing where nothing is set. */
    public LeaseTiming usualTiming() {
        return usualTiming;
    }

    abstract LeaseStore open(HaSettings settings, String agentId, String holder) throws IOException;

    /** The backend of that name, as in {@code HA_BACKEND}; empty where it is none of these. */
    public static Optional<HaBackend> of(String name) {
        return Arrays.stream(values())
                .filter(backend -> backend.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }

    /**
     * The election of this process among those with the same agent id.
     *
     * @throws IllegalArgumentException where the address of Redis cannot be read, with a sentence that says what to do
     * @throws IOException where the folder cannot be used
     */
    public static LeaderElection election(HaSettings settings, String agentId) throws IOException {
        String holder = agentId + "/" + UUID.randomUUID();
        return new LeaseElection(holder, settings.timing(), settings.backend().open(settings, agentId, holder));
    }
}
