package io.streamspace.protocol.message;

/** What a driver sees when it looks at a session; facts, as opposed to the hub's {@code SessionState}. */
public enum ObservedState {
    /** Created, its desktop does not answer yet. */
    STARTING,
    /** Its desktop answers. */
    RUNNING,
    /** Suspended; can be woken. */
    HIBERNATED,
    /** Ended, or unknown to the platform. */
    STOPPED,
    /** There, but broken. */
    FAILED
}
