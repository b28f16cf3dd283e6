package io.streamspace.vnc.internal.agent;

import io.streamspace.vnc.internal.stream.LocalSide;

/** A connection to a session's endpoint. Used on the stream's event loop. */
interface DesktopSide extends LocalSide {
    /** Closes once what was delivered is written. */
    void close();
}
