package io.streamspace.protocol.message;

/** How an agent describes itself in a heartbeat. */
public enum AgentStatus {
    /** Accepts sessions. */
    ONLINE,
    /** Accepts sessions, but something needs the operator's attention. */
    WARNING,
    /** Keeps its sessions and accepts no new ones. */
    DRAINING
}
