package io.streamspace.hub.internal.store;

import io.streamspace.hub.Session;
import io.streamspace.protocol.state.SessionState;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A session with what only the hub needs of it.
 *
 * @param requestedPlatform the only platform that will do; null for any of the plan's
 * @param requestedRegion the only region that will do; null for any
 * @param stateSince when it came into its state
 * @param waitingSince when it was last asked for, from which its time for finding an agent counts
 */
public record StoredSession(
        Session session,
        Plan plan,
        @Nullable String requestedPlatform,
        @Nullable String requestedRegion,
        Instant stateSince,
        Instant waitingSince) {
    public String id() {
        return session.id();
    }

    public SessionState state() {
        return session.state();
    }

    public long generation() {
        return session.generation();
    }

    public @Nullable String agentId() {
        return session.agentId();
    }

    public boolean isOn(String agentId) {
        return agentId.equals(session.agentId());
    }

    /** The platforms on which it may run. */
    public Set<String> platforms() {
        return requestedPlatform == null ? plan.platforms() : Set.of(requestedPlatform);
    }
}
