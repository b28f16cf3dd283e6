package io.streamspace.protocol.state;

import io.streamspace.protocol.WireNames;

/** How an agent stands, as the hub stores it and the API shows it in lower case. */
public enum AgentState {
    /** Enrolled or known; no link. */
    OFFLINE,
    /** Linked and accepting sessions. */
    ONLINE,
    /** Linked and accepting sessions, with something for the operator to look at. */
    WARNING,
    /** Linked and keeping its sessions; no new ones. */
    DRAINING;

    /** The name in the API and in the database. */
    public String wireName() {
        return WireNames.of(this);
    }

    /** Whether placement may choose it. */
    public boolean acceptsSessions() {
        return switch (this) {
            case ONLINE, WARNING -> true;
            case OFFLINE, DRAINING -> false;
        };
    }
}
