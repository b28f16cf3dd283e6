package io.streamspace.simulation;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What one hub process sees of the real database: sometimes slow, sometimes not there, and now and then it loses a connection in the middle
 * of a transaction or in place of the answer to a commit. Time passes only between transactions, so that none waits for another's locks.
 */
final class SimulatedDatabase implements DataSource {
    private static final String CONNECTION_FAILURE = "08006";

    private final DataSource real;
    private final SimulatedTime time;
    private final SimulatedProcess process;
    private final RandomGenerator random;
    private final Health health;
    private boolean calm = true;

    /** How the database is, for all processes. */
    static final class Health {
        private Instant awayUntil = Instant.MIN;
        private Instant shakyUntil = Instant.MIN;

        void goAway(Instant until) {
            awayUntil = until;
        }

        void shake(Instant until) {
            shakyUntil = until;
        }

        void mend() {
            awayUntil = Instant.MIN;
            shakyUntil = Instant.MIN;
        }

        boolean isAway(Instant now) {
            return now.isBefore(awayUntil);
        }
    }

    private enum Fault {
        NONE,
        AT_STATEMENT,
        BEFORE_COMMIT,
        AFTER_COMMIT
    }

    SimulatedDatabase(
            DataSource real, SimulatedTime time, SimulatedProcess process, RandomGenerator random, Health health) {
        this.real = real;
        this.time = time;
        this.process = process;
        this.random = random;
        this.health = health;
    }

    /** From here on it may be slow and fail; before, while tables are made, it does neither. */
    void unsettle() {
        calm = false;
    }

    @Override
    public Connection getConnection() throws SQLException {
        process.checkAlive();
        if (calm) {
            return real.getConnection();
        }
        passTime();
        if (health.isAway(time.instant())) {
            throw new SQLTransientConnectionException("connection refused", "08001");
        }
        boolean shaky = time.instant().isBefore(health.shakyUntil) && random.nextInt(4) == 0;
        var fault = shaky ? Fault.values()[random.nextInt(1, Fault.values().length)] : Fault.NONE;
        return wrapped(real.getConnection(), fault);
    }

    private void passTime() {
        if (random.nextInt(4) == 0) {
            process.pauseDeaf(Duration.ofMillis(random.nextInt(1, 40)));
        }
    }

    private Connection wrapped(Connection connection, Fault fault) {
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, args) -> call(connection, fault, method, args));
    }

    private @Nullable Object call(Connection connection, Fault fault, Method method, Object @Nullable [] args)
            throws Throwable {
        boolean commit = method.getName().equals("commit");
        if ((fault == Fault.AT_STATEMENT && method.getName().equals("prepareStatement"))
                || (fault == Fault.BEFORE_COMMIT && commit)) {
            throw new SQLException("connection lost", CONNECTION_FAILURE);
        }
        var result = invoke(connection, method, args);
        if (fault == Fault.AFTER_COMMIT && commit) {
            throw new SQLException("connection lost", CONNECTION_FAILURE);
        }
        if (method.getName().equals("close")) {
            passTime();
        }
        return result;
    }

    private static @Nullable Object invoke(Connection connection, Method method, Object @Nullable [] args)
            throws Throwable {
        try {
            return method.invoke(connection, args);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return real.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        real.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        real.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return real.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return real.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> iface) throws SQLException {
        return real.unwrap(iface);
    }

    @Override
    public boolean isWrapperFor(Class<?> iface) throws SQLException {
        return real.isWrapperFor(iface);
    }
}
