package io.streamspace.hub.internal.session;

import io.streamspace.hub.Session;
import io.streamspace.hub.internal.store.SessionPatch;
import io.streamspace.hub.internal.store.StoredSession;
import io.streamspace.hub.internal.store.Tx;
import io.streamspace.protocol.message.InventoryEntry;
import io.streamspace.protocol.message.InventoryVerdict;
import io.streamspace.protocol.message.InventoryVerdict.Verdict;
import io.streamspace.protocol.message.ObservedState;
import io.streamspace.protocol.message.SessionReport;
import io.streamspace.protocol.state.SessionEvent;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares what an agent holds with what the hub believes, at each connect and now and then (rule P-2.3). What the hub believes follows what
 * is there; what is there and wanted by nobody goes.
 */
public final class Inventory {
    private static final Logger LOG = LoggerFactory.getLogger(Inventory.class);
    private static final Session.Failure GONE =
            new Session.Failure("desktop_gone", "The desktop was gone when its machine was looked at. Start it again.");

    private final SessionFlow flow;
    private final Observations observations;

    public Inventory(SessionFlow flow, Observations observations) {
        this.flow = flow;
        this.observations = observations;
    }

    /**
     * Brings the sessions in line and tells what is to become of each entry.
     *
     * @param seenAt the earliest moment at which the agent may have looked: what changed since is not held against a session
     */
    public List<InventoryVerdict> compare(Tx tx, String agentId, List<InventoryEntry> entries, Instant seenAt) {
        var verdicts = entries.stream().map(entry -> judge(tx, agentId, entry)).toList();
        var present = new HashSet<String>();
        entries.forEach(entry -> present.add(entry.sessionId()));
        missing(tx, agentId, present, seenAt);
        return verdicts;
    }

    private InventoryVerdict judge(Tx tx, String agentId, InventoryEntry entry) {
        var known = tx.sessions().find(entry.sessionId()).filter(session -> session.isOn(agentId));
        if (known.isEmpty()) {
            LOG.atInfo()
                    .addKeyValue("agentId", agentId)
                    .addKeyValue("sessionId", entry.sessionId())
                    .log("agent holds a session that is not its own");
            return verdict(entry, entry.generation(), Verdict.REMOVE);
        }
        var session = known.get();
        return switch (session.state()) {
            case TERMINATING -> {
                // The stop command, sent again, does it and is answered; one whose time ran out while the agent was
                // away is given anew.
                if (tx.commands().activeOf(session.id()).isEmpty()) {
                    flow.stop(tx, session);
                }
                yield verdict(entry, session.generation(), Verdict.KEEP);
            }
            case PENDING, TERMINATED, FAILED -> verdict(entry, session.generation(), Verdict.REMOVE);
            case STARTING -> keep(tx, session, entry, entry.generation() == session.generation());
            case RUNNING, HIBERNATING, HIBERNATED, WAKING -> keep(tx, session, entry, true);
        };
    }

    /** @param counts whether what is seen is of the session's present run and not what an earlier one left */
    private InventoryVerdict keep(Tx tx, StoredSession session, InventoryEntry entry, boolean counts) {
        boolean adopted =
                counts && observations.note(tx, session, SessionReport.of(entry.state(), entry.handle()), null);
        long generation = tx.sessions().get(session.id()).generation();
        if (entry.state() == ObservedState.FAILED || entry.state() == ObservedState.STOPPED) {
            return verdict(entry, generation, counts ? Verdict.REMOVE : Verdict.KEEP);
        }
        return verdict(entry, generation, adopted ? Verdict.ADOPT : Verdict.KEEP);
    }

    private void missing(Tx tx, String agentId, Set<String> present, Instant seenAt) {
        for (var session : tx.sessions().onAgent(agentId)) {
            if (!present.contains(session.id())) {
                missing(tx, session, seenAt);
            }
        }
    }

    private void missing(Tx tx, StoredSession session, Instant seenAt) {
        switch (session.state()) {
            case PENDING, TERMINATED, FAILED -> {}
            // The command that is under way is sent again and answered; without one there is nothing to wait for.
            case STARTING, TERMINATING -> {
                if (tx.commands().activeOf(session.id()).isEmpty()) {
                    gone(tx, session);
                }
            }
            case RUNNING, HIBERNATING, HIBERNATED, WAKING -> {
                if (session.stateSince().isBefore(seenAt)) {
                    gone(tx, session);
                } else {
                    flow.lookAt(tx, session);
                }
            }
        }
    }

    private void gone(Tx tx, StoredSession session) {
        LOG.atWarn()
                .addKeyValue("sessionId", session.id())
                .addKeyValue("agentId", session.agentId())
                .log("session is gone from its agent");
        flow.on(
                tx,
                session,
                SessionEvent.OBSERVED_STOPPED,
                new SessionPatch().error(GONE).reason(GONE.message()));
    }

    private static InventoryVerdict verdict(InventoryEntry entry, long generation, Verdict verdict) {
        return new InventoryVerdict(entry.sessionId(), generation, verdict);
    }
}
