package io.streamspace.vnc.internal.stream;

import io.netty.buffer.ByteBuf;
import io.streamspace.protocol.stream.StreamMessage;

/** Owns a connection that was told to close, and does not care what still comes. */
public final class Nobody implements StreamEvents {
    public static final Nobody INSTANCE = new Nobody();

    private Nobody() {}

    @Override
    public void message(StreamConnection connection, StreamMessage message) {}

    @Override
    public void bytes(StreamConnection connection, ByteBuf piece) {
        piece.release();
    }

    @Override
    public void readComplete(StreamConnection connection) {}

    @Override
    public void writabilityChanged(StreamConnection connection) {}

    @Override
    public void closed(StreamConnection connection, int code, String reason) {}
}
