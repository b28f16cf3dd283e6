package io.streamspace.hub;

import io.streamspace.protocol.message.Capacity;
import io.streamspace.protocol.message.Resources;
import io.streamspace.protocol.state.AgentState;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An agent as it stood at one moment.
 *
 * @param draining whether an administrator asked it to take no new sessions
 * @param sdkVersion null, as the four after it, until its first link
 * @param capacity what it can run at most
 * @param used what its sessions asked for together, by the hub's books
 * @param activeSessions sessions that count against the capacity, by the hub's books
 * @param labels the operator's own
 * @param epoch fences its present link
 * @param lastHeartbeat when it last said how it is
 * @param connectedSince null while it is offline
 */
public record Agent(
        String id,
        String platform,
        @Nullable String region,
        AgentState state,
        boolean draining,
        @Nullable String sdkVersion,
        @Nullable String driverVersion,
        @Nullable Integer protocolVersion,
        Set<String> capabilities,
        Capacity capacity,
        Resources used,
        int activeSessions,
        Map<String, String> labels,
        long epoch,
        @Nullable Instant lastHeartbeat,
        @Nullable Instant connectedSince,
        Instant createdAt) {
    public Agent {
        capabilities = Set.copyOf(capabilities);
        labels = Map.copyOf(labels);
    }
}
