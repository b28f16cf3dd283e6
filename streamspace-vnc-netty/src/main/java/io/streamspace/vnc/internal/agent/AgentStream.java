package io.streamspace.vnc.internal.agent;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.streamspace.protocol.CloseCode;
import io.streamspace.protocol.stream.StreamMessage;
import io.streamspace.vnc.StreamRefusedException;
import io.streamspace.vnc.StreamTarget;
import io.streamspace.vnc.internal.stream.StreamConnection;
import io.streamspace.vnc.internal.stream.StreamEvents;
import io.streamspace.vnc.internal.stream.StreamFlow;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One stream at the agent, between the hub's connection and the desktop. It lives on the event loop of its first connection. */
public final class AgentStream implements StreamEvents, DesktopEvents {
    private static final Logger LOG = LoggerFactory.getLogger(AgentStream.class);
    private static final int SMALLEST_WINDOW = 64 << 10;

    private final AgentContext agent;
    private final AgentStreams streams;
    private final Redial redial;
    private final StreamMessage.Open open;
    private final EventLoop loop;
    private final long startedAt;
    private @Nullable StreamConnection connection;
    private @Nullable Running running;
    private @Nullable Future<?> deadline;
    private boolean over;

    /** What there is once the desktop is connected. */
    private record Running(DesktopSide desktop, StreamFlow flow) {}

    AgentStream(
            AgentContext agent,
            AgentStreams streams,
            WarmPool pool,
            StreamConnection connection,
            StreamMessage.Open open) {
        this.agent = agent;
        this.streams = streams;
        this.connection = connection;
        this.open = open;
        this.loop = connection.eventLoop();
        this.redial = new Redial(agent, pool, loop, this);
        this.startedAt = loop.ticker().nanoTime();
    }

    /** The session that the stream leads to. */
    public String sessionId() {
        return open.sessionId();
    }

    StreamMessage.Open open() {
        return open;
    }

    void start() {
        StreamConnection first = connection;
        if (first == null) {
            return;
        }
        first.owner(this);
        streams.add(this);
        deadline =
                loop.schedule(this::openTimedOut, agent.settings().openTimeout().toNanos(), TimeUnit.NANOSECONDS);
        resolve()
                .whenComplete((target, failure) -> loop.execute(() -> {
                    if (failure != null) {
                        refuse(failure);
                    } else {
                        connect(target);
                    }
                }));
    }

    private CompletionStage<StreamTarget> resolve() {
        try {
            return agent.targets().resolve(open.sessionId(), open.endpoint());
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void connect(StreamTarget target) {
        new DesktopConnector(agent.loops(), agent.settings().openTimeout())
                .connect(target, loop, this)
                .whenComplete((desktop, failure) -> {
                    if (failure != null) {
                        refuse(failure);
                    } else {
                        connected(desktop);
                    }
                });
    }

    private void connected(DesktopSide desktop) {
        StreamConnection hub = connection;
        if (over || hub == null) {
            desktop.close();
            return;
        }
        stopDeadline();
        StreamFlow flow = new StreamFlow(loop, desktop, window(), agent.meters());
        running = new Running(desktop, flow);
        agent.meters().opened(Duration.ofNanos(loop.ticker().nanoTime() - startedAt));
        LOG.atInfo()
                .addKeyValue("streamId", open.streamId())
                .addKeyValue("sessionId", open.sessionId())
                .log("stream opened");
        hub.write(new StreamMessage.Opened());
        flow.attach(hub, 0);
        hub.flush();
    }

    /** The hub's wish, as far as this side wants to spend the memory. */
    private int window() {
        int wished = open.windowBytes();
        return wished == 0
                ? 0
                : Math.min(wished, Math.max(SMALLEST_WINDOW, agent.settings().windowBytes()));
    }

    private void openTimedOut() {
        refuse(new StreamRefusedException(CloseCode.DESKTOP_UNREACHABLE, CloseCode.DESKTOP_UNREACHABLE.sentence()));
    }

    private void refuse(Throwable failure) {
        if (over || running != null) {
            return;
        }
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        CloseCode code =
                cause instanceof StreamRefusedException refused ? refused.closeCode() : CloseCode.DESKTOP_UNREACHABLE;
        String message = cause instanceof StreamRefusedException ? String.valueOf(cause.getMessage()) : code.sentence();
        agent.meters().refused();
        LOG.atInfo()
                .addKeyValue("streamId", open.streamId())
                .addKeyValue("sessionId", open.sessionId())
                .addKeyValue("code", code)
                .setCause(cause)
                .log("stream refused");
        StreamConnection hub = connection;
        if (hub != null) {
            hub.send(new StreamMessage.Refused(code.number(), message));
        }
        finish();
    }

    /** Goes on over another connection, on which the hub has just said so. */
    void resumed(StreamConnection next, long hubReceived) {
        Running current = running;
        if (over || current == null) {
            next.close(CloseCode.STREAM_CLOSED);
            return;
        }
        stopDeadline();
        next.owner(this);
        connection = next;
        if (!current.flow().attach(next, hubReceived)) {
            next.violation("the byte count cannot be right");
            finish();
            return;
        }
        agent.meters().resumed();
        LOG.atInfo().addKeyValue("streamId", open.streamId()).log("stream resumed");
    }

    long received() {
        Running current = running;
        return current == null ? 0 : current.flow().received();
    }

    /** The hub knows nothing of the stream any more. */
    void gone() {
        finish();
    }

    /** Another link is up, perhaps the moment to go on. */
    public void linkUp() {
        loop.execute(redial::retryNow);
    }

    /** Ends the stream; from any thread. */
    public void end() {
        loop.execute(this::finish);
    }

    @Override
    public void message(StreamConnection from, StreamMessage message) {
        Running current = running;
        if (from != connection || over) {
            return;
        }
        if (current == null) {
            from.violation("the stream is not open yet");
            finish();
            return;
        }
        switch (message) {
            case StreamMessage.Ack ack -> {
                if (!current.flow().acknowledged(ack.received())) {
                    from.violation("more is acknowledged than was sent");
                    finish();
                }
            }
            case StreamMessage.Eof eof -> current.flow().endRemote();
            case StreamMessage.Ready wrong -> from.violation("ready goes from agent to hub");
            case StreamMessage.Open wrong -> from.violation("open on a connection in use");
            case StreamMessage.Opened wrong -> from.violation("opened goes from agent to hub");
            case StreamMessage.Refused wrong -> from.violation("refused goes from agent to hub");
            case StreamMessage.Resume wrong -> from.violation("resume goes from agent to hub");
            case StreamMessage.Resumed wrong -> from.violation("resumed on a connection in use");
            case StreamMessage.Gone wrong -> finish();
        }
    }

    @Override
    public void bytes(StreamConnection from, ByteBuf piece) {
        Running current = running;
        if (current == null || over) {
            piece.release();
        } else {
            agent.meters().toDesktop(piece.readableBytes());
            current.flow().receive(from, piece);
        }
    }

    @Override
    public void readComplete(StreamConnection from) {
        Running current = running;
        if (current != null && from == connection) {
            current.flow().remoteReadComplete();
        }
    }

    @Override
    public void writabilityChanged(StreamConnection from) {
        Running current = running;
        if (current != null && from == connection) {
            current.flow().connectionWritabilityChanged();
        }
    }

    @Override
    public void closed(StreamConnection from, int code, String reason) {
        if (from != connection) {
            return;
        }
        connection = null;
        Running current = running;
        boolean ended = code == CloseCode.STREAM_CLOSED.number() || code == CloseCode.AGENT_PROTOCOL_ERROR.number();
        if (over
                || current == null
                || ended
                || !current.flow().resumable()
                || current.flow().drained()) {
            finish();
            return;
        }
        current.flow().detach();
        LOG.atInfo().addKeyValue("streamId", open.streamId()).log("stream suspended");
        deadline = loop.schedule(this::lost, agent.settings().resumeTimeout().toNanos(), TimeUnit.NANOSECONDS);
        redial.start();
    }

    private void lost() {
        agent.meters().lost();
        finish();
    }

    @Override
    public void desktopBytes(ByteBuf piece) {
        Running current = running;
        if (current == null || over) {
            piece.release();
        } else {
            agent.meters().toViewer(piece.readableBytes());
            current.flow().send(piece);
        }
    }

    @Override
    public void desktopReadComplete() {
        Running current = running;
        if (current != null && !over) {
            current.flow().localReadComplete();
        }
    }

    @Override
    public void desktopWritabilityChanged() {
        Running current = running;
        if (current != null && !over) {
            current.flow().localWritabilityChanged();
        }
    }

    @Override
    public void desktopEnded() {
        Running current = running;
        if (current != null && !over) {
            current.flow().endLocal();
        }
    }

    private void finish() {
        if (over) {
            return;
        }
        over = true;
        stopDeadline();
        redial.stop();
        streams.remove(this);
        StreamConnection hub = connection;
        connection = null;
        if (hub != null) {
            hub.close(CloseCode.STREAM_CLOSED);
        }
        Running current = running;
        if (current != null) {
            agent.meters().closed();
            LOG.atInfo()
                    .addKeyValue("streamId", open.streamId())
                    .addKeyValue("sessionId", open.sessionId())
                    .log("stream closed");
            current.flow().release();
            current.desktop().close();
        }
    }

    private void stopDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }
}
