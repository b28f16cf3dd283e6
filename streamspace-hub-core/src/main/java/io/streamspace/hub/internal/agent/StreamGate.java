package io.streamspace.hub.internal.agent;

/** What links tell the tunnel. */
@FunctionalInterface
public interface StreamGate {
    /** The link of an agent is gone, and with it what belonged to its epoch. Does not block. */
    void agentOffline(String agentId, long epoch);
}
