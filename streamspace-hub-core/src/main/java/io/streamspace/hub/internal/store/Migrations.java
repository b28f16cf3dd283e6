package io.streamspace.hub.internal.store;

import io.streamspace.hub.HubException;
import io.streamspace.hub.HubException.Code;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Brings the tables up to date. The history is in a table of its own, beside that of the application that embeds the hub, if it has one.
 * Flyway holds an advisory lock of the database meanwhile, so replicas may start at once.
 */
public final class Migrations {
    private static final String HISTORY = "streamspace_schema_history";

    private final Flyway flyway;

    public Migrations(DataSource dataSource) {
        this.flyway = Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(dataSource)
                .locations("classpath:io/streamspace/hub/db/migration")
                .table(HISTORY)
                // An application's own tables in the same schema are no reason to refuse.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load();
    }

    public void apply() {
        try {
            flyway.migrate();
        } catch (FlywayException e) {
            throw new HubException(
                    Code.UNAVAILABLE,
                    "The database's tables cannot be brought up to date. Is PostgreSQL running, and may the user create tables?",
                    e);
        }
    }

    /** Whether the tables are known to be what this version needs. */
    public boolean isComplete() {
        try {
            return flyway.info().pending().length == 0;
        } catch (FlywayException e) {
            return false;
        }
    }
}
