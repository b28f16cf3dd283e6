package io.streamspace.protocol.message;

import io.streamspace.protocol.internal.Checks;

/**
 * Sent at the interval that the welcome names (rule P-2.7).
 *
 * @param activeSessions sessions that count against the capacity
 * @param capacity what the agent can run at most, as of now
 * @param used what its sessions asked for together
 * @param idleStreams stream connections that wait in the warm pool, as the agent sees it
 */
public record Heartbeat(AgentStatus status, int activeSessions, Capacity capacity, Resources used, int idleStreams)
        implements AgentMessage {
    public Heartbeat {
        Checks.present(status, "status");
        Checks.atLeast(activeSessions, 0, "active_sessions");
        Checks.present(capacity, "capacity");
        Checks.present(used, "used");
        Checks.atLeast(idleStreams, 0, "idle_streams");
    }
}
