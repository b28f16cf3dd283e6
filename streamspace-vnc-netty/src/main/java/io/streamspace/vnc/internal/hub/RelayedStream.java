package io.streamspace.vnc.internal.hub;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.streamspace.protocol.CloseCode;
import io.streamspace.protocol.stream.StreamMessage;
import io.streamspace.vnc.ConnectedViewer;
import io.streamspace.vnc.ViewerGrant;
import io.streamspace.vnc.ViewerMode;
import io.streamspace.vnc.ViewerPolicy;
import io.streamspace.vnc.internal.frame.CloseStatus;
import io.streamspace.vnc.internal.stream.Nobody;
import io.streamspace.vnc.internal.stream.StreamConnection;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A stream whose ends are the agent and the viewer: this hub joins their connections, as often as one of them is replaced, and keeps none of
 * the bytes. It lives on the event loop of the viewer's first connection here, to which every later one is brought. Decision:
 * docs/decisions/0013-ends-of-a-stream.md.
 */
public final class RelayedStream implements ViewerStream, StreamOpening.Result, Relay.Breaks, Suspension.Ends {
    private final HubContext hub;
    private final StreamKey key;
    private final EventLoop loop;
    private final ViewerControls controls;
    private final StreamJournal journal;
    private final AgentMemory memory = new AgentMemory();
    private RelayPhase phase = new RelayPhase.Over();
    private volatile @Nullable Relay lastRelay;
    private @Nullable Future<?> deadline;

    private RelayedStream(HubContext hub, StreamKey key, ViewerControls controls, EventLoop loop) {
        this.hub = hub;
        this.key = key;
        this.controls = controls;
        this.journal = new StreamJournal(hub, key.id(), controls, loop);
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
        String viewerText = inForce().text();
        memory.keeps(viewerText);
        var open = new StreamMessage.Open(
                key.id(),
                grant.sessionId(),
                grant.endpoint(),
                key.secret(),
                hub.settings().windowBytes(),
                viewerText);
        var opening = new StreamOpening(hub, grant, open, loop, this);
        phase = new RelayPhase.Opening(opening, viewer);
        opening.start();
    }

    /**
     * One that another hub, or this one before its restart, had opened; both ends are about to arrive. What was in force there stays so, where
     * the new grant allows no less.
     */
    static RelayedStream adopt(
            HubContext hub, StreamKey key, StreamViewer before, ViewerGrant grant, ViewerLeg viewer) {
        EventLoop loop = viewer.connection().eventLoop();
        var controls = new ViewerControls(hub, grant, viewer.handlers());
        controls.change(policy -> policy.strictest(before.policy()));
        var stream = new RelayedStream(hub, key, controls, loop);
        stream.enter();
        if (before.alone() && controls.policy().mode() == ViewerMode.CONTROL) {
            hub.controllers().takeOver(grant.viewerId());
        }
        loop.execute(() -> {
            stream.journal.adopted();
            stream.startIdle();
            stream.pause(new Suspension(stream));
        });
        return stream;
    }

    private StreamViewer inForce() {
        return StreamViewer.of(grant(), controls.policy(), hub.controllers().isAlone(this));
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
        Relay relay = lastRelay;
        return relay == null ? controls.viewer(0, 0) : controls.viewer(relay.toViewer(), relay.toDesktop());
    }

    @Override
    public void change(UnaryOperator<ViewerPolicy> change) {
        controls.change(change);
        loop.execute(() -> {
            if (phase instanceof RelayPhase.Joined joined) {
                enforce(joined);
            }
        });
    }

    /** Where there is no viewer at the moment, its next WebSocket is held to the policy from its first byte on. */
    private void enforce(RelayPhase.Joined joined) {
        ViewerLeg viewer = joined.viewer();
        controls.use(viewer.handlers());
        if (!controls.enforce()) {
            endHere(CloseCode.POLICY_CHANGED, CloseCode.POLICY_CHANGED.sentence());
            return;
        }
        memory.update(inForce(), joined.agent());
        if (grant().notices()) {
            viewer.connection().notice(controls.notice());
        }
    }

    @Override
    public boolean isContinuedBy(String agentId, String secret) {
        return grant().agentId().equals(agentId) && key.opensWith(secret);
    }

    boolean isContinuedBy(ViewerGrant next, String secret) {
        return isContinuedBy(next.agentId(), secret) && inForce().mayGoOnAs(next);
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
                Farewell.dismiss(joined.agent(), CloseCode.STREAM_CLOSED);
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
        memory.keeps(said.viewer());
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
        ViewerLeg viewer = opening.viewer();
        viewer.connection()
                .write(new StreamMessage.Started(
                        key.id(),
                        key.secret(),
                        hub.settings().windowBytes(),
                        hub.settings().resumeTimeout().toMillis()));
        startIdle();
        journal.opened(took);
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
        var joined = new RelayPhase.Joined(relay, viewer);
        phase = joined;
        relay.start();
        enforce(joined);
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
        } else if (phase instanceof RelayPhase.Paused) {
            agent.write(new StreamMessage.Resumed(viewerHas.received()));
            viewer.connection().write(new StreamMessage.Resumed(agentHas.received()));
            join(viewer, viewerHas.received(), agent, agentHas.received());
            journal.resumed();
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
        phase = new RelayPhase.Paused(suspension);
        journal.suspended();
        stopDeadline();
        deadline = loop.schedule(this::lost, hub.settings().resumeTimeout().toNanos(), TimeUnit.NANOSECONDS);
    }

    private void lost() {
        journal.lost();
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
                    Farewell.say(joined.agent(), joined.relay().toDesktop(), loop);
                    over(code);
                } else {
                    withoutViewer(joined.relay());
                }
            }
            case RelayPhase.Paused paused -> {
                if (left) {
                    Farewell.letGo(paused.agent(), CloseCode.STREAM_LOST);
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
        StreamConnection agent = phase.agent();
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
                    Farewell.letGo(joined.agent(), code);
                } else {
                    Farewell.say(joined.agent(), joined.relay().toDesktop(), loop);
                }
            }
            case RelayPhase.Paused paused -> {
                ViewerLeg viewer = paused.suspension().viewer();
                if (viewer != null) {
                    viewer.connection().owner(Nobody.INSTANCE);
                    viewer.connection().close(code, sentence);
                }
                Farewell.letGo(paused.agent(), code);
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
        journal.closed(code);
    }

    private void stopDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }
}
