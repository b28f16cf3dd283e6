package io.streamspace.vnc.ws;

/** An open WebSocket that carries text messages. May be used from any thread. */
public interface TextConnection {
    /** Sends a message; messages keep their order. After the close nothing happens. */
    void send(String text);

    /** Closes with a code and a sentence; later calls do nothing. */
    void close(int code, String reason);

    /** Bytes that wait to be written, so that a caller can tell a peer that no longer reads. */
    long pendingBytes();

    /** The other side, for logs. */
    String remoteAddress();
}
