package io.streamspace.protocol.state;

/** What happens to an agent. */
public enum AgentEvent {
    /** A link was welcomed, or a heartbeat says that all is well. */
    REPORTED_ONLINE,
    /** A heartbeat says that something is wrong. */
    REPORTED_WARNING,
    /** A heartbeat or an administrator says that no new sessions are wanted. */
    DRAIN_REQUESTED,
    /** The link closed or was silent for too long. */
    LINK_LOST
}
