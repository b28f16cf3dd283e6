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
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One viewer's stream at the hub. It lives on the viewer's event loop, and every connection of the agent that it uses is brought there
 * first. Decision: docs/decisions/0010-one-event-loop-per-stream.md.
 */
public final class HubStream implements StreamEvents {
    private static final Logger LOG = LoggerFactory.getLogger(HubStream.class);
    private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(10);

    private final HubContext hub;
    private final ViewerGrant grant;
    private final ViewerControls controls;
    private final ViewerSide viewer;
    private final String id;
    private final String resumeKey;
    private final StreamFlow flow;
    private final long startedAt;
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
        byte[] random = new byte[24];
        hub.random().nextBytes(random);
        this.id = "st-" + HexFormat.of().formatHex(random, 0, 8);
        this.resumeKey = Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOfRange(random, 8, 24));
        this.flow = new StreamFlow(viewer.eventLoop(), viewer, hub.settings().windowBytes(), hub.meters());
        this.startedAt = viewer.eventLoop().ticker().nanoTime();
    }

    String id() {
        return id;
    }

    /** What the viewer may do. */
    public ViewerGrant grant() {
        return grant;
    }

    /** The viewer as it is at the moment. From any thread. */
    public ConnectedViewer viewer() {
        return controls.viewer();
    }

    /** Changes the viewer's policy; it is in force when the viewer's event loop comes to it. From any thread. */
    void change(UnaryOperator<ViewerPolicy> change) {
        controls.change(change);
        viewer.eventLoop().execute(viewer::enforce);
    }

    StreamFlow flow() {
        return flow;
    }

    boolean knows(String agentId, String key) {
        return grant.agentId().equals(agentId)
                && MessageDigest.isEqual(
                        key.getBytes(StandardCharsets.UTF_8), resumeKey.getBytes(StandardCharsets.UTF_8));
    }

    void start() {
        hub.streams().add(this);
        hub.controllers().admit(this);
        limit(hub.settings().openTimeout(), this::openTimedOut);
        acquire();
    }

    private void openTimedOut() {
        fail(connection == null ? CloseCode.AGENT_UNAVAILABLE : CloseCode.DESKTOP_UNREACHABLE, null);
    }

    private void acquire() {
        StreamConnection idle = hub.pools().of(grant.agentId()).takeOrWait(viewer.eventLoop(), id, this::bring);
        if (idle != null) {
            bring(idle);
        } else if (!hub.host().requestStream(grant.agentId(), id, grant.sessionId())) {
            fail(CloseCode.AGENT_UNAVAILABLE, null);
        }
    }

    /** Called on any event loop. */
    private void bring(StreamConnection taken) {
        taken.moveTo(viewer.eventLoop())
                .whenComplete((moved, failure) -> viewer.eventLoop().execute(() -> {
                    if (failure == null) {
                        use(moved);
                    } else if (phase == Phase.OPENING) {
                        acquire();
                    }
                }));
    }

    private void use(StreamConnection taken) {
        if (phase != Phase.OPENING) {
            taken.close(CloseCode.STREAM_CLOSED);
        } else if (taken.isOpen()) {
            connection = taken;
            taken.owner(this);
            taken.send(new StreamMessage.Open(
                    id,
                    grant.sessionId(),
                    grant.endpoint(),
                    resumeKey,
                    hub.settings().windowBytes()));
        } else {
            acquire();
        }
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
            fail(CloseCode.STREAM_LOST, null);
            return;
        }
        connection = next;
        phase = Phase.RUNNING;
        stopDeadline();
        hub.meters().resumed();
        LOG.atInfo()
                .addKeyValue("streamId", id)
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
            case StreamMessage.Opened opened -> opened(from);
            case StreamMessage.Refused refused -> refused(from, refused);
            case StreamMessage.Ack ack -> acknowledged(from, ack);
            case StreamMessage.Eof eof -> endedByDesktop();
            case StreamMessage.Ready wrong -> from.violation("ready on a connection in use");
            case StreamMessage.Resume wrong -> from.violation("resume on a connection in use");
            case StreamMessage.Open wrong -> from.violation("open goes from hub to agent");
            case StreamMessage.Resumed wrong -> from.violation("resumed goes from hub to agent");
            case StreamMessage.Gone wrong -> from.violation("gone goes from hub to agent");
        }
    }

    private void opened(StreamConnection from) {
        if (phase != Phase.OPENING) {
            from.violation("opened twice");
            return;
        }
        phase = Phase.RUNNING;
        stopDeadline();
        Duration took = Duration.ofNanos(viewer.eventLoop().ticker().nanoTime() - startedAt);
        hub.meters().opened(took);
        LOG.atInfo()
                .addKeyValue("streamId", id)
                .addKeyValue("sessionId", grant.sessionId())
                .addKeyValue("agentId", grant.agentId())
                .addKeyValue("millis", took.toMillis())
                .log("stream opened");
        flow.attach(from, 0);
        viewer.opened();
        hub.host().viewerOpened(grant);
    }

    private void refused(StreamConnection from, StreamMessage.Refused refused) {
        if (phase != Phase.OPENING) {
            from.violation("refused after opened");
            return;
        }
        CloseCode code = CloseCode.of(refused.code())
                .filter(c -> c.audience() == CloseCode.Audience.VIEWER)
                .orElse(CloseCode.DESKTOP_UNREACHABLE);
        fail(code, refused.message());
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
            fail(CloseCode.STREAM_LOST, null);
        }
    }

    @Override
    public void bytes(StreamConnection from, ByteBuf piece) {
        if (phase == Phase.OPENING) {
            piece.release();
            from.violation("bytes before opened");
        } else {
            hub.meters().toViewer(piece.readableBytes());
            flow.receive(from, piece);
        }
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
            case OPENING -> acquire();
            case RUNNING -> lost(code);
            case DRAINING -> close();
            case SUSPENDED, CLOSED -> {}
        }
    }

    private void lost(int code) {
        boolean endedByAgent =
                code == CloseCode.STREAM_CLOSED.number() || code == CloseCode.AGENT_PROTOCOL_ERROR.number();
        if (endedByAgent || !flow.resumable()) {
            hub.meters().lost();
            fail(CloseCode.STREAM_LOST, null);
        } else {
            suspend();
        }
    }

    private void suspend() {
        phase = Phase.SUSPENDED;
        LOG.atInfo()
                .addKeyValue("streamId", id)
                .addKeyValue("agentId", grant.agentId())
                .log("stream suspended");
        limit(hub.settings().resumeTimeout(), () -> {
            hub.meters().lost();
            fail(CloseCode.STREAM_LOST, null);
        });
    }

    /** Ends the stream and tells the viewer why; from any thread. */
    public void end(CloseCode code) {
        viewer.eventLoop().execute(() -> fail(code, null));
    }

    private void fail(CloseCode code, @Nullable String sentence) {
        if (phase == Phase.OPENING) {
            hub.meters().refused();
        }
        viewer.close(code, sentence == null ? code.sentence() : sentence);
    }

    /** The viewer is gone, whoever closed it. */
    void viewerClosed(int code) {
        if (phase == Phase.CLOSED || phase == Phase.DRAINING) {
            return;
        }
        boolean wasOpen = phase != Phase.OPENING;
        hub.streams().remove(this);
        hub.controllers().left(this);
        if (wasOpen) {
            hub.meters().closed();
            hub.host().viewerClosed(grant, code);
        }
        LOG.atInfo()
                .addKeyValue("streamId", id)
                .addKeyValue("sessionId", grant.sessionId())
                .addKeyValue("agentId", grant.agentId())
                .addKeyValue("code", code)
                .log("stream closed");
        if (phase == Phase.RUNNING && connection != null) {
            phase = Phase.DRAINING;
            limit(DRAIN_TIMEOUT, this::close);
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
        hub.pools().of(grant.agentId()).stopWaiting(id);
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
