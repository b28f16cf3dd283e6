package io.streamspace.vnc.internal.hub;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.Future;
import io.streamspace.protocol.CloseCode;
import io.streamspace.protocol.stream.StreamMessage;
import io.streamspace.vnc.ConnectedViewer;
import io.streamspace.vnc.ViewerGrant;
import io.streamspace.vnc.ViewerPolicy;
import io.streamspace.vnc.internal.stream.StreamConnection;
import io.streamspace.vnc.internal.stream.StreamEvents;
import io.streamspace.vnc.internal.stream.StreamFlow;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One viewer's stream, of which the hub is an end: what the viewer gets is acknowledged here. It lives on the viewer's event loop, and every connection of the agent that it uses is brought there
 * first. Decision: docs/decisions/0010-one-event-loop-per-stream.md.
 */
public final class HubStream implements ViewerStream, StreamEvents, StreamOpening.Result {
    private static final Logger LOG = LoggerFactory.getLogger(HubStream.class);

    private final HubContext hub;
    private final ViewerGrant grant;
    private final ViewerControls controls;
    private final ViewerSide viewer;
    private final StreamKey key;
    private final StreamOpening opening;
    private final StreamFlow flow;
    private Phase phase = Phase.OPENING;
    private @Nullable StreamConnection connection;
    private @Nullable Future<?> deadline;

    private enum Phase {
        /** No desktop yet. */
        OPENING,
        /** Bytes flow. */
        RUNNING,
        /** The agent's connection is lost; another one may come. */
        SUSPENDED,
        /** The viewer is gone; the desktop gets what it had sent. */
        DRAINING,
        /** Over. */
        CLOSED
    }

    HubStream(HubContext hub, ViewerControls controls, ViewerSide viewer) {
        this.hub = hub;
        this.grant = controls.grant();
        this.controls = controls;
        this.viewer = viewer;
        this.key = StreamKey.create(hub.random());
        var open = new StreamMessage.Open(
                key.id(),
                grant.sessionId(),
                grant.endpoint(),
                key.secret(),
                hub.settings().windowBytes(),
                null);
        this.opening = new StreamOpening(hub, grant, open, viewer.eventLoop(), this);
        this.flow = new StreamFlow(viewer.eventLoop(), viewer, hub.settings().windowBytes(), hub.meters());
    }

    @Override
    public String id() {
        return key.id();
    }

    @Override
    public ViewerGrant grant() {
        return grant;
    }

    @Override
    public ConnectedViewer viewer() {
        return controls.viewer();
    }

    @Override
    public void change(UnaryOperator<ViewerPolicy> change) {
        controls.change(change);
        viewer.eventLoop().execute(viewer::enforce);
    }

    StreamFlow flow() {
        return flow;
    }

    @Override
    public boolean isContinuedBy(String agentId, String secret) {
        return grant.agentId().equals(agentId) && key.opensWith(secret);
    }

    void start() {
        hub.streams().add(this);
        hub.controllers().admit(this);
        opening.start();
    }

    /** Goes on over another connection; called on that connection's event loop. */
    void resume(StreamConnection next, long peerReceived) {
        next.moveTo(viewer.eventLoop()).thenAccept(moved -> resumeHere(moved, peerReceived));
    }

    private void resumeHere(StreamConnection next, long peerReceived) {
        if (phase != Phase.RUNNING && phase != Phase.SUSPENDED || !flow.resumable()) {
            gone(next);
            return;
        }
        StreamConnection previous = connection;
        if (previous != null) {
            // The agent noticed the loss first.
            connection = null;
            flow.detach();
            previous.close(CloseCode.STREAM_CLOSED);
        }
        if (!next.isOpen()) {
            suspend();
            return;
        }
        next.owner(this);
        next.write(new StreamMessage.Resumed(flow.received()));
        if (!flow.attach(next, peerReceived)) {
            next.violation("the byte count cannot be right");
            fail(CloseCode.STREAM_LOST);
            return;
        }
        connection = next;
        phase = Phase.RUNNING;
        stopDeadline();
        hub.meters().resumed();
        LOG.atInfo()
                .addKeyValue("streamId", key.id())
                .addKeyValue("agentId", grant.agentId())
                .log("stream resumed");
    }

    static void gone(StreamConnection connection) {
        connection.send(new StreamMessage.Gone("the stream has ended"));
        connection.close(CloseCode.STREAM_CLOSED);
    }

    @Override
    public void message(StreamConnection from, StreamMessage message) {
        if (from != connection) {
            return;
        }
        switch (message) {
            case StreamMessage.Opened wrong -> from.violation("opened twice");
            case StreamMessage.Refused wrong -> from.violation("refused after opened");
            case StreamMessage.Ack ack -> acknowledged(from, ack);
            case StreamMessage.Eof eof -> endedByDesktop();
            case StreamMessage.Ready wrong -> from.violation("ready on a connection in use");
            case StreamMessage.Resume wrong -> from.violation("resume on a connection in use");
            case StreamMessage.Open wrong -> from.violation("open goes from hub to agent");
            case StreamMessage.Resumed wrong -> from.violation("resumed goes from hub to agent");
            case StreamMessage.Gone wrong -> from.violation("gone goes from hub to agent");
            case StreamMessage.Suspend wrong -> from.violation("suspend goes from hub to agent");
            case StreamMessage.Suspended wrong -> from.violation("suspended was not asked for");
            case StreamMessage.Remember wrong -> from.violation("remember goes from hub to agent");
            case StreamMessage.Skip wrong -> from.violation("an agent leaves nothing out");
            case StreamMessage.OfViewer wrong -> from.violation("this goes between hub and viewer");
        }
    }

    @Override
    public void opened(StreamConnection from, Duration took) {
        phase = Phase.RUNNING;
        connection = from;
        from.owner(this);
        hub.meters().opened(took);
        LOG.atInfo()
                .addKeyValue("streamId", key.id())
                .addKeyValue("sessionId", grant.sessionId())
                .addKeyValue("agentId", grant.agentId())
                .addKeyValue("millis", took.toMillis())
                .log("stream opened");
        flow.attach(from, 0);
        viewer.opened();
        hub.host().viewerOpened(grant);
    }

    @Override
    public void refused(CloseCode code, String sentence) {
        viewer.close(code, sentence);
    }

    private void acknowledged(StreamConnection from, StreamMessage.Ack ack) {
        if (!flow.acknowledged(ack.received())) {
            from.violation("more is acknowledged than was sent");
        }
        closeWhenDrained();
    }

    private void endedByDesktop() {
        flow.endRemote();
        if (phase == Phase.DRAINING) {
            close();
        } else {
            fail(CloseCode.STREAM_LOST);
        }
    }

    @Override
    public void bytes(StreamConnection from, ByteBuf piece) {
        hub.meters().toViewer(piece.readableBytes());
        flow.receive(from, piece);
    }

    @Override
    public void readComplete(StreamConnection from) {
        if (from == connection) {
            flow.remoteReadComplete();
        }
    }

    @Override
    public void writabilityChanged(StreamConnection from) {
        if (from == connection) {
            flow.connectionWritabilityChanged();
            closeWhenDrained();
        }
    }

    @Override
    public void closed(StreamConnection from, int code, String reason) {
        if (from != connection) {
            return;
        }
        connection = null;
        flow.detach();
        switch (phase) {
            case RUNNING -> lost(code);
            case DRAINING -> close();
            case OPENING, SUSPENDED, CLOSED -> {}
        }
    }

    private void lost(int code) {
        boolean endedByAgent =
                code == CloseCode.STREAM_CLOSED.number() || code == CloseCode.AGENT_PROTOCOL_ERROR.number();
        if (endedByAgent || !flow.resumable()) {
            hub.meters().lost();
            fail(CloseCode.STREAM_LOST);
        } else {
            suspend();
        }
    }

    private void suspend() {
        phase = Phase.SUSPENDED;
        LOG.atInfo()
                .addKeyValue("streamId", key.id())
                .addKeyValue("agentId", grant.agentId())
                .log("stream suspended");
        limit(hub.settings().resumeTimeout(), () -> {
            hub.meters().lost();
            fail(CloseCode.STREAM_LOST);
        });
    }

    @Override
    public void end(CloseCode code) {
        viewer.eventLoop().execute(() -> fail(code));
    }

    private void fail(CloseCode code) {
        viewer.close(code, code.sentence());
    }

    /** The viewer is gone, whoever closed it. */
    void viewerClosed(int code) {
        if (phase == Phase.CLOSED || phase == Phase.DRAINING) {
            return;
        }
        boolean wasOpen = phase != Phase.OPENING;
        hub.streams().remove(this, code);
        hub.controllers().left(this);
        if (wasOpen) {
            hub.meters().closed();
            hub.host().viewerClosed(grant, code);
        }
        LOG.atInfo()
                .addKeyValue("streamId", key.id())
                .addKeyValue("sessionId", grant.sessionId())
                .addKeyValue("agentId", grant.agentId())
                .addKeyValue("code", code)
                .log("stream closed");
        if (phase == Phase.RUNNING && connection != null) {
            phase = Phase.DRAINING;
            limit(Farewell.LIMIT, this::close);
            flow.endLocal();
            closeWhenDrained();
        } else {
            close();
        }
    }

    private void closeWhenDrained() {
        if (phase == Phase.DRAINING && flow.drained()) {
            close();
        }
    }

    private void close() {
        phase = Phase.CLOSED;
        stopDeadline();
        opening.cancel();
        flow.release();
        StreamConnection current = connection;
        connection = null;
        if (current != null) {
            current.close(CloseCode.STREAM_CLOSED);
        }
    }

    private void limit(Duration time, Runnable then) {
        stopDeadline();
        deadline = viewer.eventLoop().schedule(then, time.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void stopDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }
}
