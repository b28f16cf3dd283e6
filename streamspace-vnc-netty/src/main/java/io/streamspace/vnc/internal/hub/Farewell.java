package io.streamspace.vnc.internal.hub;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.streamspace.protocol.CloseCode;
import io.streamspace.protocol.stream.StreamMessage;
import io.streamspace.vnc.internal.stream.Nobody;
import io.streamspace.vnc.internal.stream.StreamConnection;
import io.streamspace.vnc.internal.stream.StreamEvents;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The viewer has left: the desktop gets what it had sent, and then the agent's connection is closed. On the stream's event loop. */
final class Farewell implements StreamEvents {
    /** A desktop that takes longer for a viewer's last bytes loses them. */
    static final Duration LIMIT = Duration.ofSeconds(10);

    private final StreamConnection agent;
    private final long sent;
    private final Future<?> deadline;

    private Farewell(StreamConnection agent, long sent, EventLoop loop) {
        this.agent = agent;
        this.sent = sent;
        this.deadline =
                loop.schedule(() -> agent.close(CloseCode.STREAM_CLOSED), LIMIT.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Begins. {@code sent} bytes of the viewer have gone to the agent. */
    static void say(StreamConnection agent, long sent, EventLoop loop) {
        agent.owner(new Farewell(agent, sent, loop));
        agent.reading(true);
        agent.send(new StreamMessage.Eof());
    }

    /** A hub that goes away leaves the stream to the next one; otherwise the agent need not wait any longer. */
    static void letGo(@Nullable StreamConnection agent, CloseCode code) {
        if (agent == null) {
            return;
        }
        agent.owner(Nobody.INSTANCE);
        if (code == CloseCode.SERVER_RESTARTING) {
            agent.close(CloseCode.HUB_SHUTDOWN);
        } else {
            HubStream.gone(agent);
        }
    }

    /** Closes a connection that is not to be heard any more. */
    static void dismiss(StreamConnection connection, CloseCode code) {
        connection.owner(Nobody.INSTANCE);
        connection.close(code);
    }

    @Override
    public void message(StreamConnection from, StreamMessage message) {
        boolean delivered = message instanceof StreamMessage.Ack ack && ack.received() >= sent;
        if (delivered || message instanceof StreamMessage.Eof) {
            agent.close(CloseCode.STREAM_CLOSED);
        }
    }

    @Override
    public void bytes(StreamConnection from, ByteBuf piece) {
        piece.release();
    }

    @Override
    public void readComplete(StreamConnection from) {}

    @Override
    public void writabilityChanged(StreamConnection from) {}

    @Override
    public void closed(StreamConnection from, int code, String reason) {
        deadline.cancel(false);
    }
}
