package io.streamspace.protocol.state;

import io.streamspace.protocol.WireNames;

/** Where a command stands, as the hub stores it. */
public enum CommandState {
    /** Stored; no link has carried it yet, or the link that did is gone. */
    PENDING,
    /** Written to a link. */
    SENT,
    /** The agent has it. */
    ACK,
    /** Done. */
    COMPLETED,
    /** The agent could not do it. */
    FAILED,
    /** No answer in time. */
    TIMEOUT,
    /** Nobody wants it any more. */
    CANCELLED;

    /** The name in the database. */
    public String wireName() {
        return WireNames.of(this);
    }
}
