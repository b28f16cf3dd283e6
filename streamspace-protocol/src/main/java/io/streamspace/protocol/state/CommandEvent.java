package io.streamspace.protocol.state;

/** What happens to a command. */
public enum CommandEvent {
    /** Written to the agent's link. */
    DELIVERED,
    /** The agent acknowledged it. */
    ACKNOWLEDGED,
    /** The agent did it. */
    SUCCEEDED,
    /** The agent could not do it. */
    FAILED,
    /** The link that carried it broke. */
    LINK_LOST,
    /** The hub no longer wants it. */
    CANCEL_REQUESTED,
    /** Its time is over. */
    DEADLINE_PASSED
}
