package io.streamspace.hub.internal.reconcile;

import io.streamspace.hub.Session;
import io.streamspace.hub.internal.session.SessionFlow;
import io.streamspace.hub.internal.store.Database;
import io.streamspace.hub.internal.store.StoredSession;
import io.streamspace.hub.internal.store.Tx;
import io.streamspace.protocol.state.SessionEvent;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves sessions that wait for their agent while nothing is under way there: a stop that failed is tried again until the session's deadline;
 * anything else counts as failed.
 */
public final class Stuck implements Reconciler.Step {
    private static final Logger LOG = LoggerFactory.getLogger(Stuck.class);
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final int BATCH = 100;
    private static final Session.Failure NOTHING_UNDER_WAY =
            new Session.Failure("command_lost", "The machine gave up without saying why. Try again.");

    private final Database database;
    private final SessionFlow flow;
    private final InstantSource clock;

    public Stuck(Database database, SessionFlow flow, InstantSource clock) {
        this.database = database;
        this.flow = flow;
        this.clock = clock;
    }

    @Override
    public void take() {
        var before = clock.instant().minus(GRACE);
        database.callOnce(tx -> tx.sessions().stuckSince(before, BATCH))
                .forEach(session -> database.runOnce(tx -> move(tx, session)));
    }

    private void move(Tx tx, StoredSession seen) {
        var session = tx.sessions().get(seen.id());
        if (session.session().version() != seen.session().version()) {
            return;
        }
        LOG.atWarn()
                .addKeyValue("sessionId", session.id())
                .addKeyValue("state", session.state())
                .log("session is stuck");
        switch (session.state()) {
            case TERMINATING -> flow.stop(tx, session);
            case STARTING, HIBERNATING, WAKING ->
                flow.fail(tx, session, SessionEvent.COMMAND_FAILED, NOTHING_UNDER_WAY);
            case PENDING, RUNNING, HIBERNATED, TERMINATED, FAILED -> {}
        }
    }
}
