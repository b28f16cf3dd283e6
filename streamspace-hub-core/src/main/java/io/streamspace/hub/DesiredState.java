package io.streamspace.hub;

import io.streamspace.protocol.WireNames;

/** What is wanted of a session, as opposed to what is seen of it. */
public enum DesiredState {
    RUNNING,
    HIBERNATED,
    TERMINATED;

    /** The name in the API and in the database. */
    public String wireName() {
        return WireNames.of(this);
    }
}
