package io.streamspace.protocol.message;

import io.streamspace.protocol.WireNames;

/** What a command asks for; the wire name is the lower-case name. */
public enum CommandAction {
    START_SESSION(true),
    STOP_SESSION(true),
    HIBERNATE_SESSION(true),
    WAKE_SESSION(true),
    LIST_SESSIONS(false),
    GET_SESSION(true);

    private final boolean onSession;

    CommandAction(boolean onSession) {
        this.onSession = onSession;
    }

    /** Whether the command must name a session. */
    public boolean onSession() {
        return onSession;
    }

    /** The action as it stands on the wire and in the database. */
    public String wireName() {
        return WireNames.of(this);
    }
}
