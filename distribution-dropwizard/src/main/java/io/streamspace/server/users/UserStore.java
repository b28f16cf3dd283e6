package io.streamspace.server.users;

import io.streamspace.server.http.ApiException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The table of accounts. Blocks; {@code unavailable} while the database cannot be reached. */
final class UserStore {
    private static final Logger LOG = LoggerFactory.getLogger(UserStore.class);
    private static final String COLUMNS = "username, role, password_hash, token_version, bootstrap, created_at";

    private final DataSource database;

    UserStore(DataSource database) {
        this.database = database;
    }

    /** Brings the table up to date; the history is apart from the hub's. */
    void migrate() {
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/server")
                .table("server_schema_history")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
    }

    Optional<StoredUser> find(String username) {
        return query("SELECT " + COLUMNS + " FROM server_users WHERE username = ?", username).stream()
                .findFirst();
    }

    List<StoredUser> list() {
        return query("SELECT " + COLUMNS + " FROM server_users ORDER BY username");
    }

    /** False where there is one of that name already. */
    boolean insert(StoredUser stored) {
        User user = stored.user();
        return update(
                        "INSERT INTO server_users (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                        user.username(),
                        user.role().wireName(),
                        stored.passwordHash(),
                        user.tokenVersion(),
                        stored.bootstrap(),
                        OffsetDateTime.ofInstant(user.createdAt(), ZoneOffset.UTC))
                == 1;
    }

    /** A new password, which revokes all tokens. */
    void changePassword(String username, String passwordHash, boolean bootstrap) {
        update(
                "UPDATE server_users SET password_hash = ?, bootstrap = ?, token_version = token_version + 1"
                        + " WHERE username = ?",
                passwordHash,
                bootstrap,
                username);
    }

    boolean delete(String username) {
        return update("DELETE FROM server_users WHERE username = ?", username) == 1;
    }

    private List<StoredUser> query(String sql, Object... parameters) {
        return run(sql, parameters, statement -> {
            List<StoredUser> users = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    users.add(read(rows));
                }
            }
            return users;
        });
    }

    private int update(String sql, Object... parameters) {
        return run(sql, parameters, PreparedStatement::executeUpdate);
    }

    private <T> T run(String sql, Object[] parameters, Work<T> work) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return work.on(statement);
        } catch (SQLException failed) {
            LOG.atWarn().setCause(failed).log("The table of users cannot be used");
            throw ApiException.unavailable("The database cannot be reached. Try again in a moment.");
        }
    }

    private static StoredUser read(ResultSet row) throws SQLException {
        Instant createdAt = row.getObject("created_at", OffsetDateTime.class).toInstant();
        Role role = Role.ofWireName(row.getString("role")).orElseThrow();
        return new StoredUser(
                new User(row.getString("username"), role, row.getLong("token_version"), createdAt),
                row.getString("password_hash"),
                row.getBoolean("bootstrap"));
    }

    private interface Work<T> {
        T on(PreparedStatement statement) throws SQLException;
    }
}
