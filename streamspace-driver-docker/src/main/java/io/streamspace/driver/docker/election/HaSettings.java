package io.streamspace.driver.docker.election;

import io.streamspace.agent.election.LeaseTiming;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How one of several agents with the same id is chosen, as the operator says it.
 *
 * @param backend {@code HA_BACKEND}
 * @param folder where the backend {@code file} keeps its lease; the same for all agents of the host
 * @param redisUrl {@code HA_REDIS_URL}
 * @param dockerHost the engine of the backend {@code swarm}, such as {@code unix:///var/run/docker.sock}
 * @param timing the backend's own, unless the operator set another
 */
public record HaSettings(
        HaBackend backend, Path folder, @Nullable String redisUrl, String dockerHost, LeaseTiming timing) {
    public HaSettings {
        if (backend == HaBackend.REDIS && (redisUrl == null || redisUrl.isBlank())) {
            throw new IllegalArgumentException(
                    "HA_BACKEND=redis needs HA_REDIS_URL. A good example is redis://redis.example.com:6379/0");
        }
    }
}
