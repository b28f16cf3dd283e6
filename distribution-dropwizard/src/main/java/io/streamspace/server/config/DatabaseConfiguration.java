package io.streamspace.server.config;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;

/** {@code database}: where PostgreSQL is. */
public record DatabaseConfiguration(
        String host, int port, String name, String user, String password, String sslMode, int poolSize) {
    private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(5);

    public String url() {
        return "jdbc:postgresql://%s:%d/%s?sslmode=%s&ApplicationName=streamspace".formatted(host, port, name, sslMode);
    }

    /** A pool that opens even while the database is away: the server then waits for it and says so on {@code /ready}. */
    public HikariDataSource open() {
        HikariConfig config = new HikariConfig();
        config.setPoolName("streamspace-db");
        config.setJdbcUrl(url());
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(poolSize);
        config.setConnectionTimeout(CONNECTION_TIMEOUT.toMillis());
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    @Override
    public String toString() {
        return "DatabaseConfiguration[url=%s, user=%s]".formatted(url(), user);
    }
}
