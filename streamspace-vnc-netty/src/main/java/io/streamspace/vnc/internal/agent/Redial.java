package io.streamspace.vnc.internal.agent;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.streamspace.protocol.CloseCode;
import io.streamspace.protocol.stream.StreamMessage;
import io.streamspace.vnc.StreamAccess;
import io.streamspace.vnc.internal.stream.Backoff;
import io.streamspace.vnc.internal.stream.StreamConnection;
import io.streamspace.vnc.internal.stream.StreamEvents;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Replaces a stream's lost connection: dials, says resume, and hands the connection over once the hub agrees. On the stream's loop. */
final class Redial implements StreamEvents {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final AgentContext agent;
    private final WarmPool pool;
    private final EventLoop loop;
    private final AgentStream stream;
    private final Backoff backoff;
    private boolean wanted;
    private boolean dialling;
    private @Nullable StreamConnection candidate;
    private @Nullable Future<?> pause;

    Redial(AgentContext agent, WarmPool pool, EventLoop loop, AgentStream stream) {
        this.agent = agent;
        this.pool = pool;
        this.loop = loop;
        this.stream = stream;
        this.backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, agent.random());
    }

    void start() {
        wanted = true;
        backoff.reset();
        attempt();
    }

    void stop() {
        wanted = false;
        stopPause();
        StreamConnection current = candidate;
        candidate = null;
        if (current != null) {
            current.close(CloseCode.STREAM_CLOSED);
        }
    }

    void retryNow() {
        if (wanted && !dialling && candidate == null) {
            stopPause();
            attempt();
        }
    }

    private void attempt() {
        StreamAccess access = pool.access();
        if (!wanted || access == null) {
            // The next link starts this again.
            return;
        }
        dialling = true;
        StreamDial.dial(agent, access, loop, this)
                .whenComplete((connection, failure) -> loop.execute(() -> {
                    dialling = false;
                    if (failure != null) {
                        later();
                    } else if (wanted) {
                        candidate = connection;
                        connection.send(stream.resume(access));
                    } else {
                        connection.close(CloseCode.STREAM_CLOSED);
                    }
                }));
    }

    private void later() {
        if (wanted && pause == null) {
            pause = loop.schedule(
                    () -> {
                        pause = null;
                        attempt();
                    },
                    backoff.next().toNanos(),
                    TimeUnit.NANOSECONDS);
        }
    }

    private void stopPause() {
        if (pause != null) {
            pause.cancel(false);
            pause = null;
        }
    }

    @Override
    public void message(StreamConnection connection, StreamMessage message) {
        if (connection != candidate) {
            return;
        }
        candidate = null;
        if (message instanceof StreamMessage.Resumed resumed) {
            wanted = false;
            stream.resumed(connection, resumed.received());
        } else if (message instanceof StreamMessage.Gone) {
            connection.close(CloseCode.STREAM_CLOSED);
            stream.gone();
        } else {
            connection.violation("only resumed or gone answers resume");
            later();
        }
    }

    @Override
    public void bytes(StreamConnection connection, ByteBuf piece) {
        piece.release();
        connection.violation("bytes before resumed");
    }

    @Override
    public void readComplete(StreamConnection connection) {}

    @Override
    public void writabilityChanged(StreamConnection connection) {}

    @Override
    public void closed(StreamConnection connection, int code, String reason) {
        if (connection == candidate) {
            candidate = null;
            later();
        }
    }
}
