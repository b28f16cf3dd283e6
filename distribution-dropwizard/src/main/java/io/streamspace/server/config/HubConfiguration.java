package io.streamspace.server.config;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code hub}: agents and commands. */
public record HubConfiguration(
        String replicaId,
        List<String> enrolmentKeys,
        List<String> secretKeys,
        @JsonDeserialize(using = DurationDeserializer.class) Duration heartbeatInterval,
        @JsonDeserialize(using = DurationDeserializer.class) Duration heartbeatTimeout,
        @JsonDeserialize(using = DurationDeserializer.class) Duration commandTimeout,
        int warmStreams,
        String backend,
        String redisUrl,
        String templatesDir) {
    public HubConfiguration {
        enrolmentKeys = List.copyOf(enrolmentKeys);
        secretKeys = List.copyOf(secretKeys);
    }

    /** A folder with templates of the operator's own. */
    public Optional<Path> templatesFolder() {
        return Optional.of(templatesDir).filter(folder -> !folder.isEmpty()).map(Path::of);
    }

    Optional<String> problem() {
        if (heartbeatInterval.isZero() || commandTimeout.isZero()) {
            return Optional.of("AGENT_HEARTBEAT_INTERVAL and COMMAND_TIMEOUT must be longer than 0s."
                    + " Good values are 30s and 5m.");
        }
        if (heartbeatTimeout.compareTo(heartbeatInterval.multipliedBy(2)) < 0) {
            return Optional.of(
                    ("AGENT_HEARTBEAT_TIMEOUT (%ss) must be at least twice AGENT_HEARTBEAT_INTERVAL (%ss), or one"
                                    + " late heartbeat takes an agent offline. Good values are 90s and 30s.")
                            .formatted(heartbeatTimeout.toSeconds(), heartbeatInterval.toSeconds()));
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return "HubConfiguration[replicaId=%s, heartbeatInterval=%s, heartbeatTimeout=%s, backend=%s]"
                .formatted(replicaId, heartbeatInterval, heartbeatTimeout, backend);
    }
}
