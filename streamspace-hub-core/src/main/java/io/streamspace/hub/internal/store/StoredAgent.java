package io.streamspace.hub.internal.store;

import io.streamspace.hub.Agent;
import org.jspecify.annotations.Nullable;

/**
 * An agent with what only the hub needs of it.
 *
 * @param leaderTerm the highest that was seen
 * @param connectionId of its present link; null while it has none
 * @param replicaId the replica that holds the link, or held the last one
 * @param refusing whether it refused a session and has not said since that it has room
 */
public record StoredAgent(
        Agent agent,
        long leaderTerm,
        @Nullable String connectionId,
        @Nullable String replicaId,
        boolean refusing) {
    public String id() {
        return agent.id();
    }

    public long epoch() {
        return agent.epoch();
    }
}
