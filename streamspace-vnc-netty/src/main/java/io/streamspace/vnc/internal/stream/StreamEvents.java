package io.streamspace.vnc.internal.stream;

import io.netty.buffer.ByteBuf;
import io.streamspace.protocol.stream.StreamMessage;
import io.streamspace.vnc.internal.rfb.Dropped;

/** Who owns a {@link StreamConnection} at the moment. Called on the connection's event loop. */
public interface StreamEvents {
    /** A text message. */
    void message(StreamConnection connection, StreamMessage message);

    /** A piece of the stream; the callee releases it. */
    void bytes(StreamConnection connection, ByteBuf piece);

    /** In their place among a viewer's bytes: some that a policy left out. */
    default void dropped(StreamConnection connection, Dropped dropped) {}

    /** What was readable has been read: the moment to flush. */
    void readComplete(StreamConnection connection);

    /** {@link StreamConnection#isWritable()} changed. */
    void writabilityChanged(StreamConnection connection);

    /** The connection is closed; the last call. */
    void closed(StreamConnection connection, int code, String reason);
}
