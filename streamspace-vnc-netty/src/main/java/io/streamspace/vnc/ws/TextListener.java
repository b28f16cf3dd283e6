package io.streamspace.vnc.ws;

/** Hears a {@link TextConnection}. Called on the connection's event loop, one call at a time, so it must not block. */
public interface TextListener {
    /** The connection is open; first of all calls. */
    void opened(TextConnection connection);

    /** A text message arrived. */
    void text(TextConnection connection, String text);

    /**
     * The connection is closed; last of all calls, made once.
     *
     * @param code the close frame's code, 1006 where there was none
     */
    void closed(TextConnection connection, int code, String reason);
}
