package io.streamspace.hub.internal.placement;

import io.streamspace.hub.HubException;
import io.streamspace.hub.internal.SingleRun;
import io.streamspace.hub.internal.session.SessionFlow;
import io.streamspace.hub.internal.store.Database;
import io.streamspace.hub.internal.store.SessionPatch;
import io.streamspace.hub.internal.store.StoredAgent;
import io.streamspace.hub.internal.store.StoredSession;
import io.streamspace.hub.internal.store.Tx;
import io.streamspace.hub.spi.AgentCandidate;
import io.streamspace.hub.spi.PlacementPolicy;
import io.streamspace.hub.spi.PlacementRequest;
import io.streamspace.protocol.state.SessionEvent;
import io.streamspace.protocol.state.SessionState;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives waiting sessions to agents, the one that waits longest first; one that nobody can take holds up nobody. Runs when told that
 * something may have changed, one round at a time for this replica. Replicas may race: an agent is held while its last room is given away.
 */
public final class Placer {
    private static final Logger LOG = LoggerFactory.getLogger(Placer.class);
    private static final int BATCH = 200;
    private static final int TRIES = 4;

    private final Database database;
    private final SessionFlow flow;
    private final PlacementPolicy policy;
    private final SingleRun round;

    public Placer(Database database, SessionFlow flow, PlacementPolicy policy, Executor executor) {
        this.database = database;
        this.flow = flow;
        this.policy = policy;
        this.round = new SingleRun(executor, this::placeAll);
    }

    /** There may be something to place, or room for it. Returns at once. */
    public void wake() {
        round.request();
    }

    private void placeAll() {
        try {
            var round = database.callOnce(tx -> new Round(tx.sessions().pending(BATCH), Candidates.read(tx)));
            round.waiting.stream().filter(round::isNews).forEach(this::place);
        } catch (HubException e) {
            // The reconciler wakes the placer again.
            LOG.atWarn().addKeyValue("cause", e.getMessage()).log("sessions wait since they cannot be placed");
        }
    }

    /** What is looked at first, cheaply, since mostly nothing changed: sessions that still wait for what they waited for. */
    private record Round(List<StoredSession> waiting, Candidates candidates) {
        boolean isNews(StoredSession session) {
            return !candidates.roomFor(session).isEmpty()
                    || !candidates.whyNot(session).equals(session.session().reason());
        }
    }

    private void place(StoredSession session) {
        for (int i = 0; i < TRIES; i++) {
            if (database.callOnce(tx -> tryPlace(tx, session.id()))) {
                return;
            }
        }
    }

    /** False where the chosen agent was filled by somebody else in the meantime. */
    private boolean tryPlace(Tx tx, String sessionId) {
        var candidates = Candidates.read(tx);
        var session = tx.sessions().get(sessionId);
        var fitting = candidates.roomFor(session);
        var chosen = fitting.isEmpty() ? null : choose(session, fitting).orElse(null);
        if (chosen == null) {
            explain(
                    tx,
                    session,
                    fitting.isEmpty() ? candidates.whyNot(session) : "Waiting for the operator's placement policy.");
            return true;
        }
        var agent = tx.agents().hold(chosen);
        if (agent.isEmpty()
                || !agent.get().agent().state().acceptsSessions()
                || !Candidates.hasRoom(tx, agent.get(), session)) {
            return false;
        }
        return assign(tx, session, agent.get());
    }

    private Optional<String> choose(StoredSession session, List<AgentCandidate> fitting) {
        return policy.choose(request(session), fitting)
                .filter(id -> fitting.stream().anyMatch(agent -> agent.agentId().equals(id)));
    }

    private boolean assign(Tx tx, StoredSession session, StoredAgent agent) {
        var patch = new SessionPatch()
                .placedOn(agent.id(), agent.agent().platform(), agent.agent().region());
        flow.on(tx, session, SessionEvent.PLACED, patch)
                .ifPresent(placed -> LOG.atInfo()
                        .addKeyValue("sessionId", placed.id())
                        .addKeyValue("agentId", agent.id())
                        .log("session placed"));
        return true;
    }

    private static void explain(Tx tx, StoredSession session, String reason) {
        if (!Objects.equals(reason, session.session().reason()) && session.state() == SessionState.PENDING) {
            tx.sessions().change(session, new SessionPatch().reason(reason));
        }
    }

    private static PlacementRequest request(StoredSession session) {
        return new PlacementRequest(
                session.id(),
                session.session().user(),
                session.session().template(),
                session.platforms(),
                session.requestedRegion(),
                session.session().resources());
    }
}
