package io.streamspace.hub.internal.reconcile;

import io.streamspace.hub.internal.store.Database;
import io.streamspace.hub.internal.viewer.ActivityLog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Writes what was put off and throws away what nobody needs any more. */
public final class Housekeeping implements Reconciler.Step {
    static final Duration INTERVAL = Duration.ofSeconds(15);
    /** Long enough for an operator to find out what happened to a session last week. */
    private static final Duration COMMANDS_KEPT = Duration.ofDays(14);

    private final Database database;
    private final ActivityLog activity;
    private final InstantSource clock;
    // Only one round runs at a time.
    private Instant next = Instant.MIN;

    public Housekeeping(Database database, ActivityLog activity, InstantSource clock) {
        this.database = database;
        this.activity = activity;
        this.clock = clock;
    }

    @Override
    public void take() {
        var now = clock.instant();
        if (now.isBefore(next)) {
            return;
        }
        activity.flush(database);
        database.runOnce(tx -> {
            tx.tickets().forgetExpired();
            tx.commands().forget(now.minus(COMMANDS_KEPT));
        });
        next = now.plus(INTERVAL);
    }
}
