package io.streamspace.vnc.internal.hub;

import io.netty.buffer.ByteBuf;
import io.streamspace.protocol.stream.StreamMessage;
import io.streamspace.vnc.internal.stream.StreamConnection;
import io.streamspace.vnc.internal.stream.StreamEvents;

/** Hears a resuming viewer while its desktop is being connected: it may only ask whether the hub is there, and go. */
final class WaitingViewer implements StreamEvents {
    private final RelayedStream stream;

    WaitingViewer(RelayedStream stream) {
        this.stream = stream;
    }

    @Override
    public void message(StreamConnection from, StreamMessage message) {
        if (message instanceof StreamMessage.Ping) {
            from.send(new StreamMessage.Pong());
        } else {
            stream.viewerViolates("A viewer says nothing but ping before its stream is started.");
        }
    }

    @Override
    public void bytes(StreamConnection from, ByteBuf piece) {
        piece.release();
        stream.viewerViolates("A viewer sends nothing before its stream is started.");
    }

    @Override
    public void readComplete(StreamConnection from) {}

    @Override
    public void writabilityChanged(StreamConnection from) {}

    @Override
    public void closed(StreamConnection from, int code, String reason) {
        stream.viewerClosed(code);
    }
}
