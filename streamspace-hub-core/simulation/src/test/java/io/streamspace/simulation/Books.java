package io.streamspace.simulation;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.streamspace.hub.Hub;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A database for simulations, one after the other, and what it says of itself: triggers of our own note every change of a state, so that the
 * hub's word is not needed.
 */
final class Books implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String OCCUPYING = "('starting', 'running', 'hibernating', 'waking', 'terminating')";

    private final HikariDataSource pool;

    /** A change of a state; {@code occupying} sessions are then on the agent where somebody was placed or woken there, else -1. */
    record Move(
            String kind,
            String id,
            @Nullable String from,
            String to,
            @Nullable String agentId,
            int occupying) {}

    /** A session as stored. */
    record Row(
            String id,
            String state,
            long generation,
            @Nullable String agentId) {}

    /** Makes a database on that server. */
    Books(EmbeddedPostgres server) {
        var name = "simulation_" + NUMBER.incrementAndGet();
        execute(server.getPostgresDatabase(), "CREATE DATABASE " + name);
        var config = new HikariConfig();
        config.setJdbcUrl(server.getJdbcUrl("postgres", name));
        config.setUsername("postgres");
        config.setMaximumPoolSize(4);
        config.setMinimumIdle(1);
        pool = new HikariDataSource(config);
        try (var hub = Hub.builder().dataSource(pool).build()) {
            hub.start();
        }
        SCHEMA.forEach(this::execute);
    }

    private static final List<String> SCHEMA = List.of(
            "CREATE TABLE simulation_moves (seq BIGINT GENERATED ALWAYS AS IDENTITY, kind TEXT, id TEXT, was TEXT, came TEXT,"
                    + " agent_id TEXT, occupying INT)",
            "CREATE FUNCTION note_session() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                    + " INSERT INTO simulation_moves (kind, id, was, came, agent_id, occupying) VALUES ('session', NEW.id,"
                    + " CASE WHEN TG_OP = 'UPDATE' THEN OLD.state END, NEW.state, NEW.agent_id,"
                    + " CASE WHEN NEW.state IN ('starting', 'waking') THEN (SELECT count(*) FROM sessions"
                    + " WHERE agent_id = NEW.agent_id AND state IN " + OCCUPYING + ") ELSE -1 END);"
                    + " RETURN NULL; END $$",
            "CREATE FUNCTION note_other() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                    + " INSERT INTO simulation_moves (kind, id, was, came, agent_id, occupying) VALUES (TG_ARGV[0],"
                    + " NEW.agent_id, CASE WHEN TG_OP = 'UPDATE' THEN OLD.status END, NEW.status, NEW.agent_id, -1);"
                    + " RETURN NULL; END $$",
            "CREATE TRIGGER note_new AFTER INSERT ON sessions FOR EACH ROW EXECUTE FUNCTION note_session()",
            "CREATE TRIGGER note AFTER UPDATE ON sessions FOR EACH ROW WHEN (OLD.state <> NEW.state)"
                    + " EXECUTE FUNCTION note_session()",
            "CREATE TRIGGER note_new AFTER INSERT ON agent_commands FOR EACH ROW EXECUTE FUNCTION note_other('command')",
            "CREATE TRIGGER note AFTER UPDATE ON agent_commands FOR EACH ROW WHEN (OLD.status <> NEW.status)"
                    + " EXECUTE FUNCTION note_other('command')",
            "CREATE TRIGGER note AFTER UPDATE ON agents FOR EACH ROW WHEN (OLD.status <> NEW.status)"
                    + " EXECUTE FUNCTION note_other('agent')");

    DataSource dataSource() {
        return pool;
    }

    /** Forgets everything but the tables. */
    void clear() {
        execute(
                "TRUNCATE agents, agent_commands, sessions, templates, tickets, session_shares, viewer_changes, simulation_moves RESTART IDENTITY");
    }

    List<Move> moves() {
        return read(
                "SELECT kind, id, was, came, agent_id, occupying FROM simulation_moves ORDER BY seq",
                row -> new Move(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getInt(6)));
    }

    List<Row> sessions() {
        return read(
                "SELECT id, state, generation, agent_id FROM sessions ORDER BY created_at, id",
                row -> new Row(row.getString(1), row.getString(2), row.getLong(3), row.getString(4)));
    }

    /** Commands that are not done, for people. */
    List<String> openCommands() {
        return read(
                "SELECT command_type || ' ' || status || ' of ' || coalesce(session_id, 'all') || ' at ' || agent_id"
                        + " FROM agent_commands WHERE status IN ('pending', 'sent', 'ack') ORDER BY id",
                row -> row.getString(1));
    }

    List<String> linkedAgents() {
        return read("SELECT agent_id FROM agents WHERE status = 'online' ORDER BY 1", row -> row.getString(1));
    }

    boolean isStartDone(String sessionId, long generation) {
        return !read(
                        "SELECT command_id FROM agent_commands WHERE command_type = 'start_session' AND status = 'completed'"
                                + " AND session_id = '" + sessionId + "' AND generation = " + generation,
                        row -> row.getString(1))
                .isEmpty();
    }

    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> read(String sql, RowReader<T> reader) {
        try (var connection = pool.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var found = new ArrayList<T>();
            while (rows.next()) {
                found.add(reader.read(rows));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void execute(String sql) {
        execute(pool, sql);
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
        pool.close();
    }
}
