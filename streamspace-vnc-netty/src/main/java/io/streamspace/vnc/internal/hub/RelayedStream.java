package io.streamspace.vnc.internal.hub;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.streamspace.protocol.CloseCode;
import io.streamspace.protocol.stream.StreamMessage;
import io.streamspace.vnc.ConnectedViewer;
import io.streamspace.vnc.ViewerGrant;
import io.streamspace.vnc.ViewerPolicy;
import io.streamspace.vnc.internal.frame.CloseStatus;
import io.streamspace.vnc.internal.stream.Nobody;
import io.streamspace.vnc.internal.stream.StreamConnection;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * A stream whose ends are the agent and the viewer: this hub joins their connections, as often as one of them is replaced, and keeps none of
 * the bytes. It lives on the event loop of the viewer's first connection here, to which every later one is brought. Decision:
 * docs/decisions/0013-ends-of-a-stream.md.
 */
public final class RelayedStream implements ViewerStream, StreamOpening.Result, Relay.Breaks, Suspension.Ends {
    private static final Logger LOG = LoggerFactory.getLogger(RelayedStream.class);

    private final HubContext hub;
    private final StreamKey key;
    private final EventLoop loop;
    private final ViewerControls controls;
    private RelayPhase phase = new RelayPhase.Over();
    private @Nullable Relay lastRelay;
    private @Nullable Future<?> deadline;
    private boolean announced;

    private RelayedStream(HubContext hub, StreamKey key, ViewerControls controls, EventLoop loop) {
        this.hub = hub;
        this.key = key;
        this.controls = controls;
        this.loop = loop;
    }

    /** A new one for a viewer that has just come; on its event loop. */
    static void open(HubContext hub, ViewerGrant grant, ViewerLeg viewer) {
        var stream = new RelayedStream(
                hub,
                StreamKey.create(hub.random()),
                new ViewerControls(hub, grant, viewer.handlers()),
                viewer.connection().eventLoop());
        stream.enter();
        viewer.connection().owner(new WaitingViewer(stream));
        stream.startOpening(viewer);
    }

    private void enter() {
        hub.streams().add(this);
        hub.controllers().admit(this);
    }

    private void startOpening(ViewerLeg viewer) {
        ViewerGrant grant = grant();
        var open = new StreamMessage.Open(
                key.id(),
                grant.sessionId(),
                grant.endpoint(),
                key.secret(),
                hub.settings().windowBytes(),
                StreamViewer.of(grant).text());
        var opening = new StreamOpening(hub, grant, open, loop, this);
        phase = new RelayPhase.Opening(opening, viewer);
        opening.start();
    }

    /** One that another hub, or this one before its restart, had opened; both ends are about to arrive. */
    static RelayedStream adopt(HubContext hub, StreamKey key, ViewerGrant grant, ViewerLeg viewer) {
        EventLoop loop = viewer.connection().eventLoop();
        var stream = new RelayedStream(hub, key, new ViewerControls(hub, grant, viewer.handlers()), loop);
        stream.enter();
        hub.meters().adopted();
        stream.announced = true;
        loop.execute(() -> {
            hub.host().viewerOpened(grant);
            stream.startIdle();
            stream.pause(new Suspension(stream));
        });
        return stream;
    }

    @Override
    public String id() {
        return key.id();
    }

    @Override
    public ViewerGrant grant() {
        return controls.grant();
    }

    @Override
    public ConnectedViewer viewer() {
        return controls.viewer();
    }

    @Override
    public void change(UnaryOperator<ViewerPolicy> change) {
        controls.change(change);
        loop.execute(() -> {
            if (phase instanceof RelayPhase.Joined joined) {
                enforce(joined.viewer());
            }
        });
    }

    /** Where there is no viewer at the moment, its next WebSocket is held to the policy from its first byte on. */
    private void enforce(ViewerLeg viewer) {
        controls.use(viewer.handlers());
        if (!controls.enforce()) {
            endHere(CloseCode.POLICY_CHANGED, CloseCode.POLICY_CHANGED.sentence());
        } else if (grant().notices()) {
            viewer.connection().notice(controls.notice());
        }
    }

    @Override
    public boolean isContinuedBy(String agentId, String secret) {
        return grant().agentId().equals(agentId) && key.opensWith(secret);
    }

    boolean isContinuedBy(ViewerGrant next, String secret) {
        return isContinuedBy(next.agentId(), secret) && StreamViewer.of(grant()).mayGoOnAs(next);
    }

    /** The viewer is back; called on its connection's event loop. */
    void viewerCame(ViewerLeg leg, ViewerGrant next, long received) {
        leg.connection().moveTo(loop).thenAccept(moved -> viewerHere(leg, next, received));
    }

    private void viewerHere(ViewerLeg leg, ViewerGrant next, long received) {
        Suspension suspension = suspensionWithoutViewer();
        if (suspension == null || !leg.connection().isOpen()) {
            leg.connection().close(CloseCode.STREAM_LOST);
            return;
        }
        controls.narrow(next);
        ViewerLeg previous = suspension.arrived(leg, received);
        if (previous != null) {
            Farewell.dismiss(previous.connection(), CloseCode.STREAM_LOST);
        }
    }

    /** The suspension that a viewer's new connection joins: the present one, or one that begins since the viewer noticed first. */
    private @Nullable Suspension suspensionWithoutViewer() {
        return switch (phase) {
            case RelayPhase.Joined joined -> {
                Farewell.dismiss(joined.relay().viewer(), CloseCode.STREAM_LOST);
                yield withoutViewer(joined.relay());
            }
            case RelayPhase.Paused paused -> paused.suspension();
            case RelayPhase.Opening opening -> null;
            case RelayPhase.Over over -> null;
        };
    }

    /** The agent is back; called on its connection's event loop. */
    void agentCame(StreamConnection connection, StreamMessage.Resume said) {
        connection.moveTo(loop).thenAccept(moved -> agentHere(moved, said));
    }

    private void agentHere(StreamConnection connection, StreamMessage.Resume said) {
        Suspension suspension = switch (phase) {
            case RelayPhase.Joined joined -> {
                Farewell.dismiss(joined.relay().agent(), CloseCode.STREAM_CLOSED);
                yield withoutAgent(joined.viewer());
            }
            case RelayPhase.Paused paused -> paused.suspension();
            case RelayPhase.Opening opening -> null;
            case RelayPhase.Over over -> null;
        };
        if (suspension == null || !connection.isOpen()) {
            HubStream.gone(connection);
            return;
        }
        StreamConnection previous =
                suspension.arrived(connection, new StreamMessage.Suspended(said.received(), said.position()));
        if (previous != null) {
            Farewell.dismiss(previous, CloseCode.STREAM_CLOSED);
        }
    }

    @Override
    public void opened(StreamConnection agent, Duration took) {
        if (!(phase instanceof RelayPhase.Opening opening)) {
            Farewell.dismiss(agent, CloseCode.STREAM_CLOSED);
            return;
        }
        hub.meters().opened(took);
        log().addKeyValue("millis", took.toMillis()).log("stream opened");
        ViewerLeg viewer = opening.viewer();
        viewer.connection()
                .write(new StreamMessage.Started(
                        key.id(),
                        key.secret(),
                        hub.settings().windowBytes(),
                        hub.settings().resumeTimeout().toMillis()));
        announced = true;
        startIdle();
        hub.host().viewerOpened(grant());
        // Last, since a policy that changed meanwhile may end the stream at once.
        join(viewer, 0, agent, 0);
    }

    private void startIdle() {
        controls.idle().start(loop, () -> endHere(CloseCode.IDLE, CloseCode.IDLE.sentence()));
    }

    @Override
    public void refused(CloseCode code, String sentence) {
        endHere(code, sentence);
    }

    private void join(ViewerLeg viewer, long viewerReceived, StreamConnection agent, long agentReceived) {
        stopDeadline();
        Relay relay = new Relay(viewer.connection(), viewerReceived, agent, agentReceived, this, hub.meters());
        lastRelay = relay;
        phase = new RelayPhase.Joined(relay, viewer);
        relay.start();
        enforce(viewer);
    }

    @Override
    public void complete(
            ViewerLeg viewer,
            StreamMessage.Suspended viewerHas,
            StreamConnection agent,
            StreamMessage.Suspended agentHas) {
        Relay before = lastRelay;
        if (before != null && !before.canHaveReceived(viewerHas.received())) {
            viewerViolates("A viewer claims bytes that it cannot have received.");
        } else if (!viewer.handlers().restore(agentHas.position(), viewerHas.received())) {
            agentViolates("the position in the viewer's conversation is none");
        } else if (phase instanceof RelayPhase.Paused paused) {
            Duration pause = Duration.ofNanos(loop.ticker().nanoTime() - paused.since());
            agent.write(new StreamMessage.Resumed(viewerHas.received()));
            viewer.connection().write(new StreamMessage.Resumed(agentHas.received()));
            join(viewer, viewerHas.received(), agent, agentHas.received());
            hub.meters().resumed(pause);
            log().addKeyValue("millis", pause.toMillis()).log("stream resumed");
        }
    }

    private Suspension withoutViewer(Relay relay) {
        Suspension suspension = new Suspension(this);
        pause(suspension);
        suspension.askAgent(relay.agent());
        return suspension;
    }

    private Suspension withoutAgent(ViewerLeg viewer) {
        Suspension suspension = new Suspension(this);
        pause(suspension);
        suspension.ask(viewer);
        return suspension;
    }

    private void pause(Suspension suspension) {
        phase = new RelayPhase.Paused(suspension, loop.ticker().nanoTime());
        log().log("stream suspended");
        stopDeadline();
        deadline = loop.schedule(this::lost, hub.settings().resumeTimeout().toNanos(), TimeUnit.NANOSECONDS);
    }

    private void lost() {
        hub.meters().lost();
        endHere(CloseCode.STREAM_LOST, CloseCode.STREAM_LOST.sentence());
    }

    /** A viewer that closed its WebSocket has left; one whose WebSocket broke may come back. */
    @Override
    public void viewerClosed(int code) {
        boolean left = code != CloseStatus.ABNORMAL;
        switch (phase) {
            case RelayPhase.Opening opening -> {
                opening.opening().cancel();
                over(code);
            }
            case RelayPhase.Joined joined -> {
                if (left) {
                    Farewell.say(joined.relay().agent(), joined.relay().toDesktop(), loop);
                    over(code);
                } else {
                    withoutViewer(joined.relay());
                }
            }
            case RelayPhase.Paused paused -> {
                if (left) {
                    Farewell.letGo(paused.suspension().agent(), CloseCode.STREAM_LOST);
                    over(code);
                }
            }
            case RelayPhase.Over over -> {}
        }
    }

    @Override
    public void agentClosed(int code) {
        if (code == CloseCode.STREAM_CLOSED.number() || code == CloseCode.AGENT_PROTOCOL_ERROR.number()) {
            lost();
        } else if (phase instanceof RelayPhase.Joined joined) {
            withoutAgent(joined.viewer());
        }
    }

    @Override
    public void desktopEnded() {
        endHere(CloseCode.STREAM_LOST, CloseCode.STREAM_LOST.sentence());
    }

    @Override
    public void viewerViolates(String what) {
        endHere(CloseCode.VIEWER_PROTOCOL_ERROR, what);
    }

    @Override
    public void agentViolates(String what) {
        StreamConnection agent = switch (phase) {
            case RelayPhase.Joined joined -> joined.relay().agent();
            case RelayPhase.Paused paused -> paused.suspension().agent();
            case RelayPhase.Opening opening -> null;
            case RelayPhase.Over over -> null;
        };
        if (agent != null) {
            agent.violation(what);
        }
        lost();
    }

    @Override
    public void end(CloseCode code) {
        loop.execute(() -> endHere(code, code.sentence()));
    }

    private void endHere(CloseCode code, String sentence) {
        switch (phase) {
            case RelayPhase.Opening opening -> {
                opening.opening().cancel();
                opening.viewer().connection().close(code, sentence);
            }
            case RelayPhase.Joined joined -> {
                StreamConnection viewer = joined.relay().viewer();
                viewer.owner(Nobody.INSTANCE);
                viewer.close(code, sentence);
                if (code == CloseCode.SERVER_RESTARTING) {
                    Farewell.letGo(joined.relay().agent(), code);
                } else {
                    Farewell.say(joined.relay().agent(), joined.relay().toDesktop(), loop);
                }
            }
            case RelayPhase.Paused paused -> {
                ViewerLeg viewer = paused.suspension().viewer();
                if (viewer != null) {
                    viewer.connection().owner(Nobody.INSTANCE);
                    viewer.connection().close(code, sentence);
                }
                Farewell.letGo(paused.suspension().agent(), code);
            }
            case RelayPhase.Over over -> {
                return;
            }
        }
        over(code.number());
    }

    private void over(int code) {
        phase = new RelayPhase.Over();
        stopDeadline();
        controls.idle().stop();
        hub.streams().remove(this, code);
        hub.controllers().left(this);
        if (announced) {
            hub.meters().closed();
            hub.host().viewerClosed(grant(), code);
        }
        log().addKeyValue("code", code).log("stream closed");
    }

    private void stopDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    private LoggingEventBuilder log() {
        return LOG.atInfo()
                .addKeyValue("streamId", key.id())
                .addKeyValue("sessionId", grant().sessionId())
                .addKeyValue("agentId", grant().agentId());
    }
}
