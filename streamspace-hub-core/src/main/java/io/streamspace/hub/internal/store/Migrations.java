package io.streamspace.hub.internal.store;

import io.streamspace.hub.HubException;
import io.streamspace.hub.HubException.Code;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Brings the tables up to date. The history is in a table of its own, beside that of the application that embeds the hub, if it has one.
 * Replicas may start at once: an advisory lock lets one at a time in. Flyway's own covers the migrations but not the creation of its history,
 * where two that start on an empty database trip over each other.
 */
public final class Migrations {
    private static final String HISTORY = "streamspace_schema_history";

    /** Any number that is the hub's own: "streamsp" in ASCII. */
    private static final long LOCK = 0x73747265616d7370L;

    private final DataSource dataSource;
    private final Flyway flyway;

    public Migrations(DataSource dataSource) {
        this.dataSource = dataSource;
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
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(" + LOCK + ")");
            try {
                flyway.migrate();
            } finally {
                statement.execute("SELECT pg_advisory_unlock(" + LOCK + ")");
            }
        } catch (FlywayException | SQLException e) {
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
