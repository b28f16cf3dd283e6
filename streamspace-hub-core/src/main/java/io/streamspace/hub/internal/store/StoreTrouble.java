package io.streamspace.hub.internal.store;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import org.jooq.exception.DataAccessException;

/** What kind of trouble a failed statement means. */
enum StoreTrouble {
    /** Two transactions were in each other's way; one of them runs again. */
    RACE,
    /** The database is away, starting, stopping, full or read-only for the moment. */
    OUTAGE,
    /** The statement is wrong. */
    BUG;

    static StoreTrouble of(DataAccessException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientConnectionException
                    || cause instanceof SQLNonTransientConnectionException
                    || cause instanceof SQLRecoverableException) {
                return OUTAGE;
            }
            if (cause instanceof SQLException sql) {
                // The server names a code for all that it refuses; without one it is the pool or the wire.
                return sql.getSQLState() == null ? OUTAGE : ofState(sql.getSQLState());
            }
        }
        return BUG;
    }

    static String summary(DataAccessException e) {
        return e.getCause() == null
                ? String.valueOf(e.getMessage())
                : String.valueOf(e.getCause().getMessage());
    }

    /** By the classes of PostgreSQL's error codes. */
    private static StoreTrouble ofState(String state) {
        if (state.startsWith("40")) {
            return RACE;
        }
        // Connection, operator intervention, resources, a standby that is not promoted yet.
        return state.startsWith("08") || state.startsWith("57") || state.startsWith("53") || state.equals("25006")
                ? OUTAGE
                : BUG;
    }
}
