package io.streamspace.vnc.internal.hub;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.streamspace.protocol.CloseCode;
import io.streamspace.protocol.stream.StreamMessage;
import io.streamspace.vnc.ViewerGrant;
import io.streamspace.vnc.internal.stream.StreamConnection;
import io.streamspace.vnc.internal.stream.StreamEvents;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Gets a new stream its connection: takes one of the agent's, brings it to the viewer's event loop, and has the desktop connected (rule
 * P-5.4). One that dies on the way is replaced. Confined to that loop.
 */
final class StreamOpening implements StreamEvents {
    private final HubContext hub;
    private final ViewerGrant grant;
    private final StreamMessage.Open open;
    private final EventLoop loop;
    private final Result result;
    private long startedAt;
    private @Nullable Future<?> deadline;
    private @Nullable StreamConnection connection;
    private boolean over;

    /** Hears the end of an opening, once. */
    interface Result {
        /** The desktop is connected; bytes may come next. */
        void opened(StreamConnection connection, Duration took);

        /** It cannot be connected. */
        void refused(CloseCode code, String sentence);
    }

    /** Of a stream for {@code grant}'s viewer, on {@code loop}. */
    StreamOpening(HubContext hub, ViewerGrant grant, StreamMessage.Open open, EventLoop loop, Result result) {
        this.hub = hub;
        this.grant = grant;
        this.open = open;
        this.loop = loop;
        this.result = result;
    }

    /** Begins; the result may come before this returns. */
    void start() {
        startedAt = loop.ticker().nanoTime();
        deadline = loop.schedule(this::timedOut, hub.settings().openTimeout().toNanos(), TimeUnit.NANOSECONDS);
        acquire();
    }

    /** Nobody wants it any more. */
    void cancel() {
        StreamConnection current = connection;
        if (finish() && current != null) {
            current.close(CloseCode.STREAM_CLOSED);
        }
    }

    private boolean finish() {
        boolean first = !over;
        over = true;
        connection = null;
        if (deadline != null) {
            deadline.cancel(false);
        }
        hub.pools().of(grant.agentId()).stopWaiting(open.streamId());
        return first;
    }

    private void refuse(CloseCode code, String sentence) {
        StreamConnection current = connection;
        if (finish()) {
            hub.meters().refused();
            if (current != null) {
                current.close(CloseCode.STREAM_CLOSED);
            }
            result.refused(code, sentence);
        }
    }

    private void timedOut() {
        CloseCode code = connection == null ? CloseCode.AGENT_UNAVAILABLE : CloseCode.DESKTOP_UNREACHABLE;
        refuse(code, code.sentence());
    }

    private void acquire() {
        StreamConnection idle = hub.pools().of(grant.agentId()).takeOrWait(loop, open.streamId(), this::bring);
        if (idle != null) {
            bring(idle);
        } else if (!hub.host().requestStream(grant.agentId(), open.streamId(), grant.sessionId())) {
            refuse(CloseCode.AGENT_UNAVAILABLE, CloseCode.AGENT_UNAVAILABLE.sentence());
        }
    }

    /** Called on any event loop. */
    private void bring(StreamConnection taken) {
        taken.moveTo(loop)
                .whenComplete((moved, failure) -> loop.execute(() -> {
                    if (failure == null) {
                        use(moved);
                    } else if (!over) {
                        acquire();
                    }
                }));
    }

    private void use(StreamConnection taken) {
        if (over) {
            taken.close(CloseCode.STREAM_CLOSED);
        } else if (taken.isOpen()) {
            connection = taken;
            taken.owner(this);
            taken.send(open);
        } else {
            acquire();
        }
    }

    @Override
    public void message(StreamConnection from, StreamMessage message) {
        if (over) {
            return;
        }
        if (message instanceof StreamMessage.Opened) {
            finish();
            result.opened(from, Duration.ofNanos(loop.ticker().nanoTime() - startedAt));
        } else if (message instanceof StreamMessage.Refused refused) {
            CloseCode code = CloseCode.of(refused.code())
                    .filter(c -> c.audience() == CloseCode.Audience.VIEWER)
                    .orElse(CloseCode.DESKTOP_UNREACHABLE);
            refuse(code, refused.message());
        } else {
            from.violation("only opened or refused answers open");
        }
    }

    @Override
    public void bytes(StreamConnection from, ByteBuf piece) {
        piece.release();
        from.violation("bytes before opened");
    }

    @Override
    public void readComplete(StreamConnection from) {}

    @Override
    public void writabilityChanged(StreamConnection from) {}

    @Override
    public void closed(StreamConnection from, int code, String reason) {
        if (from == connection) {
            connection = null;
            acquire();
        }
    }
}
