package io.streamspace.vnc.internal.agent;

import io.netty.buffer.ByteBuf;
import io.streamspace.protocol.stream.StreamMessage;
import io.streamspace.vnc.internal.stream.StreamConnection;
import io.streamspace.vnc.internal.stream.StreamEvents;

/** Waits on an idle connection until the hub opens a stream on it. */
final class IdleConnection implements StreamEvents {
    private final WarmPool pool;
    private final AgentContext agent;
    private final AgentStreams streams;

    IdleConnection(WarmPool pool, AgentContext agent, AgentStreams streams) {
        this.pool = pool;
        this.agent = agent;
        this.streams = streams;
    }

    @Override
    public void message(StreamConnection connection, StreamMessage message) {
        if (message instanceof StreamMessage.Open open) {
            pool.taken(connection);
            new AgentStream(agent, streams, pool, connection, open).start();
        } else {
            connection.violation("only open may come on an idle connection");
        }
    }

    @Override
    public void bytes(StreamConnection connection, ByteBuf piece) {
        piece.release();
        connection.violation("bytes before the stream is open");
    }

    @Override
    public void readComplete(StreamConnection connection) {}

    @Override
    public void writabilityChanged(StreamConnection connection) {}

    @Override
    public void closed(StreamConnection connection, int code, String reason) {
        pool.lost(connection);
    }
}
