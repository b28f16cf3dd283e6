package io.streamspace.vnc.internal.frame;

/**
 * What a WebSocket pipeline carries besides binary payload. Binary payload travels as plain {@code ByteBuf}s in both directions: pieces as
 * they arrive, with no regard to frame or message borders.
 */
public sealed interface Frame {
    /** A whole text message. */
    record Text(String text) implements Frame {}

    /** A whole text message as it is on the wire, compressed; only where that was negotiated. */
    record DeflatedText(byte[] payload) implements Frame {}

    /** A ping; inbound ones are answered and go no further. */
    record Ping(byte[] payload) implements Frame {}

    /** A pong. */
    record Pong(byte[] payload) implements Frame {}

    /**
     * Outbound: close with this code. Inbound, exactly once and as the last of all messages: the connection is closed.
     *
     * @param code 1005 where the close frame had none, 1006 where there was no close frame
     */
    record Close(int code, String reason) implements Frame {}

    /** Inbound only: the other side broke the rules; what follows is not read. */
    record Malformed(int code, String reason) implements Frame {}

    /**
     * Inbound only: nothing was heard from the other side for too long.
     *
     * @param writesBlocked whether bytes wait that it does not take
     */
    record Dead(boolean writesBlocked) implements Frame {}
}
