package io.streamspace.protocol.state;

/** What happens to a session. */
public enum SessionEvent {
    /** Placement chose an agent. */
    PLACED,
    /** The agent sees its desktop answer. */
    OBSERVED_RUNNING,
    /** The agent sees it suspended. */
    OBSERVED_HIBERNATED,
    /** The agent sees that it is gone. */
    OBSERVED_STOPPED,
    /** The agent sees that it is broken. */
    OBSERVED_FAILED,
    /** The command that was to bring it into the next state failed. */
    COMMAND_FAILED,
    /** The agent that was to start it has no room, or takes nothing new; nothing of it was started. */
    AGENT_REFUSED,
    /** A person or a policy wants it suspended. */
    HIBERNATE_REQUESTED,
    /** A person or a viewer wants it awake. */
    WAKE_REQUESTED,
    /** A person wants a failed one started again. */
    RESTART_REQUESTED,
    /** A person or a policy wants it ended. */
    TERMINATE_REQUESTED,
    /** Its agent was deleted. */
    AGENT_REMOVED,
    /** The state lasted too long. */
    DEADLINE_PASSED
}
