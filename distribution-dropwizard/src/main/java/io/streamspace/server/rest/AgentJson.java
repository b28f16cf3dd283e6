package io.streamspace.server.rest;

import io.streamspace.hub.Agent;
import io.streamspace.protocol.message.ByteSize;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An {@link Agent} in the API. */
record AgentJson(
        String agentId,
        String platform,
        @Nullable String region,
        String status,
        boolean draining,
        @Nullable String version,
        @Nullable String driverVersion,
        @Nullable Integer protocolVersion,
        CapacityJson capacity,
        ResourcesJson used,
        int activeSessions,
        Map<String, String> labels,
        @Nullable Instant lastHeartbeat,
        @Nullable Instant connectedSince,
        Instant createdAt) {
    /** Absent limits are none. */
    record CapacityJson(
            int maxSessions,
            @Nullable Double maxCpu,
            @Nullable String maxMemory) {}

    static AgentJson of(Agent agent) {
        var capacity = agent.capacity();
        return new AgentJson(
                agent.id(),
                agent.platform(),
                agent.region(),
                agent.state().wireName(),
                agent.draining(),
                agent.sdkVersion(),
                agent.driverVersion(),
                agent.protocolVersion(),
                new CapacityJson(
                        capacity.maxSessions(),
                        capacity.maxCpu() == 0 ? null : capacity.maxCpu(),
                        ByteSize.format(capacity.maxMemoryBytes())),
                ResourcesJson.of(agent.used()),
                agent.activeSessions(),
                agent.labels(),
                agent.lastHeartbeat(),
                agent.connectedSince(),
                agent.createdAt());
    }
}
