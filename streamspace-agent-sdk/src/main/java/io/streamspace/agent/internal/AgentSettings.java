package io.streamspace.agent.internal;

import io.streamspace.agent.ControlPlane;
import io.streamspace.protocol.message.Capacity;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an agent is told of itself and its hub.
 *
 * @param instanceId new for each process
 * @param listInterval between two full lists of the platform's sessions
 * @param shutdownGrace how long running commands may take to end when the agent is closed
 */
public record AgentSettings(
        String agentId,
        String instanceId,
        ControlPlane hub,
        String platform,
        @Nullable String region,
        String driverVersion,
        Capacity capacity,
        Map<String, String> labels,
        Duration listInterval,
        Duration shutdownGrace) {
    public AgentSettings {
        labels = Map.copyOf(labels);
    }
}
