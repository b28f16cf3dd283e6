package io.streamspace.protocol.state;

import io.streamspace.protocol.WireNames;

/** Where a session stands, as the hub stores it and the API shows it in lower case. */
public enum SessionState {
    /** Waits for an agent that has room. */
    PENDING,
    /** An agent was chosen and told to start it. */
    STARTING,
    /** Its desktop answers. */
    RUNNING,
    /** Is being suspended. */
    HIBERNATING,
    /** Suspended. */
    HIBERNATED,
    /** Is being woken. */
    WAKING,
    /** Is being ended. */
    TERMINATING,
    /** Ended; nothing of it runs. */
    TERMINATED,
    /** Broken, with a reason; may be started again or terminated. */
    FAILED;

    /** The name in the API and in the database. */
    public String wireName() {
        return WireNames.of(this);
    }

    /** Whether it takes room on its agent. */
    public boolean occupiesAgent() {
        return switch (this) {
            case STARTING, RUNNING, HIBERNATING, WAKING, TERMINATING -> true;
            case PENDING, HIBERNATED, TERMINATED, FAILED -> false;
        };
    }
}
