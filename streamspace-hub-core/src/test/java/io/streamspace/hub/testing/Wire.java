package io.streamspace.hub.testing;

import io.streamspace.vnc.ws.TextListener;

/** A way to reach a hub: a socket, or a call. */
@FunctionalInterface
public interface Wire {
    /** Opens a connection that {@code agent} hears. */
    void open(TextListener agent);
}
