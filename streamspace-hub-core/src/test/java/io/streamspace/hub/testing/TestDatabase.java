package io.streamspace.hub.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.streamspace.hub.internal.store.Migrations;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** A database of its own on the one PostgreSQL of this JVM. */
public final class TestDatabase implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final HikariDataSource dataSource;

    private static final class Server {
        static final EmbeddedPostgres INSTANCE = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setServerConfig("max_connections", "200")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private TestDatabase(HikariDataSource dataSource) {
        this.dataSource = dataSource;
    }

    public static TestDatabase create() {
        var database = createEmpty();
        new Migrations(database.dataSource).apply();
        return database;
    }

    /** One without tables. */
    public static TestDatabase createEmpty() {
        var name = "hub_" + NUMBER.incrementAndGet();
        execute(Server.INSTANCE.getPostgresDatabase(), "CREATE DATABASE " + name);
        return new TestDatabase(pool(Server.INSTANCE.getJdbcUrl("postgres", name)));
    }

    /** A pool as an application would have it. */
    public static HikariDataSource pool(String url) {
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername("postgres");
        config.setMaximumPoolSize(20);
        config.setConnectionTimeout(1000);
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    public DataSource dataSource() {
        return dataSource;
    }

    /** Forgets everything but the tables. */
    public void clear() {
        execute("TRUNCATE agents, agent_commands, sessions, templates, tickets, quotas, user_groups, session_shares,"
                + " viewer_changes");
    }

    public void execute(String sql) {
        execute(dataSource, sql);
    }

    /** The first column of the first row, as text. */
    public String read(String sql) {
        try (var connection = dataSource.getConnection();
                var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void execute(DataSource on, String sql) {
        try (var connection = on.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        dataSource.close();
    }
}
