package io.streamspace.hub.internal.agent;

import io.streamspace.hub.internal.session.Observations;
import io.streamspace.hub.internal.session.SessionFlow;
import io.streamspace.hub.internal.store.StoredAgent;
import io.streamspace.hub.internal.store.StoredSession;
import io.streamspace.hub.internal.store.Transition;
import io.streamspace.hub.internal.store.Tx;
import io.streamspace.protocol.message.AgentStatus;
import io.streamspace.protocol.message.Heartbeat;
import io.streamspace.protocol.message.ObservedState;
import io.streamspace.protocol.message.SessionStatus;
import io.streamspace.protocol.state.AgentEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies what an agent says of itself and of its sessions by itself (rules P-2.7 and P-4.6). */
public final class StatusReports {
    private static final Logger LOG = LoggerFactory.getLogger(StatusReports.class);

    private final SessionFlow flow;
    private final Observations observations;

    public StatusReports(SessionFlow flow, Observations observations) {
        this.flow = flow;
        this.observations = observations;
    }

    /** Tells whether the agent may now take sessions that it could not take before. */
    boolean heartbeat(Tx tx, LinkId link, Heartbeat heartbeat) {
        var before = tx.agents().get(link.agentId());
        tx.agents().heard(link.agentId(), link.epoch(), heartbeat.capacity());
        boolean opened = Transition.ofAgent(before.agent().state(), eventOf(before, heartbeat.status()))
                .filter(transition -> tx.agents().move(before, transition))
                .filter(transition -> transition.to().acceptsSessions())
                .isPresent();
        boolean accepts = hasRoom(heartbeat) && tx.agents().accepts(link.agentId());
        return opened || accepts || !heartbeat.capacity().equals(before.agent().capacity());
    }

    /** By the agent's own books, which also count what the hub does not know of. */
    private static boolean hasRoom(Heartbeat heartbeat) {
        return heartbeat.status() != AgentStatus.DRAINING
                && heartbeat.activeSessions() < heartbeat.capacity().maxSessions();
    }

    /** An administrator's wish to drain outlasts what the agent says of itself. */
    static AgentEvent eventOf(StoredAgent agent, AgentStatus status) {
        if (agent.agent().draining()) {
            return AgentEvent.DRAIN_REQUESTED;
        }
        return switch (status) {
            case ONLINE -> AgentEvent.REPORTED_ONLINE;
            case WARNING -> AgentEvent.REPORTED_WARNING;
            case DRAINING -> AgentEvent.DRAIN_REQUESTED;
        };
    }

    void status(Tx tx, LinkId link, SessionStatus status) {
        var session = tx.sessions().find(status.sessionId()).filter(s -> s.isOn(link.agentId()));
        if (session.isEmpty()) {
            stray(tx, link, status);
        } else if (status.generation() >= session.get().generation()) {
            observations.note(tx, session.get(), status.session(), status.reason());
        } else {
            older(tx, session.get());
        }
    }

    private void stray(Tx tx, LinkId link, SessionStatus status) {
        if (status.session().state() != ObservedState.STOPPED) {
            LOG.atInfo()
                    .addKeyValue("agentId", link.agentId())
                    .addKeyValue("sessionId", status.sessionId())
                    .log("agent reports a session that is not its own");
            flow.remove(tx, link.agentId(), status.sessionId(), status.generation());
        }
    }

    /**
     * What the agent saw may be about what was before the last command, so it does not count. But something happened, and where no command
     * is under way whose answer would tell, the hub asks.
     */
    private void older(Tx tx, StoredSession session) {
        switch (session.state()) {
            case RUNNING, HIBERNATED -> {
                if (tx.commands().activeOf(session.id()).isEmpty()) {
                    flow.lookAt(tx, session);
                }
            }
            case PENDING, STARTING, HIBERNATING, WAKING, TERMINATING, TERMINATED, FAILED -> {}
        }
    }
}
