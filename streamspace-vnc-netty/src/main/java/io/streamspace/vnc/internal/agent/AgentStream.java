package io.streamspace.vnc.internal.agent;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.streamspace.protocol.CloseCode;
import io.streamspace.protocol.stream.StreamMessage;
import io.streamspace.vnc.StreamAccess;
import io.streamspace.vnc.internal.rfb.ClientFollower;
import io.streamspace.vnc.internal.stream.StreamConnection;
import io.streamspace.vnc.internal.stream.StreamEvents;
import io.streamspace.vnc.internal.stream.StreamFlow;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One stream at the agent, between the hub's connection and the desktop. It lives on the event loop of its first connection. */
public final class AgentStream implements StreamEvents, DesktopEvents, DesktopOpening.Result {
    private static final Logger LOG = LoggerFactory.getLogger(AgentStream.class);
    private static final int SMALLEST_WINDOW = 64 << 10;

    private final AgentContext agent;
    private final AgentStreams streams;
    private final Redial redial;
    private final StreamMessage.Open open;
    private final EventLoop loop;
    /** Where in the conversation the viewer's bytes end; of a stream whose other end is the viewer. */
    private final @Nullable ClientFollower follower;

    private @Nullable StreamConnection connection;
    private @Nullable DesktopOpening opening;
    private @Nullable Running running;
    private @Nullable Future<?> deadline;
    /** Whether the hub asked to wait, on the connection that is there. */
    private boolean waiting;

    private boolean over;

    /** Who looks, in the hub's latest words. */
    private @Nullable String viewer;

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
        this.viewer = open.viewer();
        this.follower = open.viewer() == null ? null : new ClientFollower();
    }

    /** The session that the stream leads to. */
    public String sessionId() {
        return open.sessionId();
    }

    void start() {
        StreamConnection first = connection;
        if (first == null) {
            return;
        }
        first.owner(this);
        streams.add(this);
        opening = DesktopOpening.start(agent, open, loop, this, this);
    }

    @Override
    public void connected(DesktopSide desktop) {
        StreamConnection hub = connection;
        if (over || hub == null) {
            desktop.close();
            return;
        }
        StreamFlow flow = new StreamFlow(loop, desktop, window(), agent.meters());
        running = new Running(desktop, flow);
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

    @Override
    public void refused(CloseCode code, String message) {
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
        next.owner(this);
        connection = next;
        goOn(current, next, hubReceived);
    }

    private void goOn(Running current, StreamConnection next, long received) {
        stopDeadline();
        waiting = false;
        if (!current.flow().attach(next, received)) {
            next.violation("the byte count cannot be right");
            finish();
            return;
        }
        agent.meters().resumed();
        LOG.atInfo().addKeyValue("streamId", open.streamId()).log("stream resumed");
    }

    /** What continues this stream on another connection. */
    StreamMessage.Resume resume(StreamAccess access) {
        return new StreamMessage.Resume(
                access.agentId(), access.epoch(), open.streamId(), open.resumeKey(), received(), viewer, position());
    }

    private long received() {
        Running current = running;
        return current == null ? 0 : current.flow().received();
    }

    private @Nullable String position() {
        return follower == null ? null : follower.position();
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
            case StreamMessage.Skip skip -> skip(current, from, skip);
            case StreamMessage.Remember remember -> remember(from, remember);
            case StreamMessage.Suspend suspend -> suspendHere(current, from);
            case StreamMessage.Resumed resumed -> resumedHere(current, from, resumed);
            case StreamMessage.Ready wrong -> from.violation("ready goes from agent to hub");
            case StreamMessage.Open wrong -> from.violation("open on a connection in use");
            case StreamMessage.Opened wrong -> from.violation("opened goes from agent to hub");
            case StreamMessage.Refused wrong -> from.violation("refused goes from agent to hub");
            case StreamMessage.Resume wrong -> from.violation("resume goes from agent to hub");
            case StreamMessage.Suspended wrong -> from.violation("suspended goes from agent to hub");
            case StreamMessage.OfViewer wrong -> from.violation("this goes between hub and viewer");
            case StreamMessage.Gone gone -> finish();
        }
    }

    /** What is in force for the viewer has changed (rule P-5.16). */
    private void remember(StreamConnection from, StreamMessage.Remember said) {
        if (follower == null) {
            from.violation("remember on a stream whose other end is the hub");
            finish();
        } else {
            viewer = said.viewer();
        }
    }

    private void skip(Running current, StreamConnection from, StreamMessage.Skip skip) {
        ClientFollower followed = follower;
        try {
            if (followed != null && skip.position() != null) {
                followed.skipTo(skip.position());
            }
            current.flow().skip(skip.bytes());
        } catch (IllegalArgumentException none) {
            from.violation("the position of what was left out is none");
            finish();
        }
    }

    /** The viewer is away, and the hub keeps nothing for it: this end says what it has, and waits on the connection that it has. */
    private void suspendHere(Running current, StreamConnection from) {
        waiting = true;
        current.flow().detach();
        from.reading(true);
        from.send(new StreamMessage.Suspended(received(), position()));
        suspended();
    }

    private void resumedHere(Running current, StreamConnection from, StreamMessage.Resumed resumed) {
        if (waiting) {
            goOn(current, from, resumed.received());
        } else {
            from.violation("resumed on a connection in use");
        }
    }

    private void suspended() {
        if (deadline == null) {
            LOG.atInfo().addKeyValue("streamId", open.streamId()).log("stream suspended");
            deadline =
                    loop.schedule(this::lost, agent.settings().resumeTimeout().toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void bytes(StreamConnection from, ByteBuf piece) {
        Running current = running;
        if (current == null || over || waiting || from != connection) {
            piece.release();
        } else {
            if (follower != null && !current.flow().remoteEnded()) {
                follower.fromClient(piece);
            }
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
        waiting = false;
        current.flow().detach();
        suspended();
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
            if (follower != null) {
                follower.fromServer(piece);
            }
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
        DesktopOpening unfinished = opening;
        if (unfinished != null) {
            unfinished.cancel();
        }
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
