package io.streamspace.hub.internal.reconcile;

import io.micrometer.core.instrument.MeterRegistry;
import io.streamspace.hub.internal.session.SessionFlow;
import io.streamspace.hub.internal.store.Database;
import io.streamspace.hub.internal.store.SessionPatch;
import io.streamspace.hub.internal.store.StoredSession;
import io.streamspace.hub.internal.store.Tx;
import io.streamspace.protocol.Capability;
import io.streamspace.protocol.state.SessionEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends or hibernates sessions that have reached one of their own limits. What counts is stored, so a restart forgets nothing. */
public final class Limits implements Reconciler.Step {
    private static final Logger LOG = LoggerFactory.getLogger(Limits.class);
    private static final int BATCH = 100;
    /** That a desktop is used is written with a delay, by whichever replica has the viewer. */
    private static final Duration GRACE = Housekeeping.INTERVAL.plusSeconds(5);

    private final Database database;
    private final SessionFlow flow;
    private final MeterRegistry meters;
    private final InstantSource clock;
    // Only one round runs at a time.
    private Instant next = Instant.MIN;

    public Limits(Database database, SessionFlow flow, MeterRegistry meters, InstantSource clock) {
        this.database = database;
        this.flow = flow;
        this.meters = meters;
        this.clock = clock;
    }

    @Override
    public void take() {
        var now = clock.instant();
        if (now.isBefore(next)) {
            return;
        }
        next = now.plus(Housekeeping.INTERVAL);
        database.callOnce(tx -> tx.sessions().pastTheirEnd(BATCH))
                .forEach(session -> act(session, "duration", SessionEvent.TERMINATE_REQUESTED, overdue(session)));
        database.callOnce(tx -> tx.sessions().idle(GRACE, BATCH)).forEach(this::idle);
    }

    private void idle(StoredSession session) {
        var since = "nobody used it for " + words(session.plan().limits().idleTimeout()) + ".";
        if (database.callOnce(tx -> canHibernate(tx, session))) {
            act(session, "idle", SessionEvent.HIBERNATE_REQUESTED, "Hibernated: " + since);
        } else {
            act(session, "idle", SessionEvent.TERMINATE_REQUESTED, "Ended: " + since);
        }
    }

    private static boolean canHibernate(Tx tx, StoredSession session) {
        return session.agentId() != null
                && tx.agents()
                        .find(session.agentId())
                        .filter(agent -> agent.agent().capabilities().contains(Capability.HIBERNATE))
                        .isPresent();
    }

    private static String overdue(StoredSession session) {
        return "Ended: it was there for as long as it may be, which is "
                + words(session.plan().limits().maxDuration()) + ".";
    }

    private void act(StoredSession seen, String limit, SessionEvent event, String reason) {
        boolean done = database.callOnce(tx -> tx.sessions()
                .find(seen.id())
                .filter(session -> session.session().version() == seen.session().version())
                .flatMap(session -> flow.on(tx, session, event, new SessionPatch().reason(reason)))
                .isPresent());
        if (done) {
            meters.counter("streamspace.sessions.limited", "limit", limit).increment();
            LOG.atInfo()
                    .addKeyValue("sessionId", seen.id())
                    .addKeyValue("limit", limit)
                    .addKeyValue("event", event)
                    .log("session reached a limit of its own");
        }
    }

    /** Such as {@code 1 h 30 min}. */
    private static String words(@Nullable Duration duration) {
        var of = Objects.requireNonNull(duration);
        var text = new StringBuilder();
        append(text, of.toDays(), " d");
        append(text, of.toHoursPart(), " h");
        append(text, of.toMinutesPart(), " min");
        append(text, of.toSecondsPart(), " s");
        return text.toString();
    }

    private static void append(StringBuilder text, long amount, String unit) {
        if (amount > 0) {
            text.append(text.isEmpty() ? "" : " ").append(amount).append(unit);
        }
    }
}
