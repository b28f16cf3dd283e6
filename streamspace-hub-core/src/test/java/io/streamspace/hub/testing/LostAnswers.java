package io.streamspace.hub.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A data source that makes commits and loses their answers, once each time it is told to. */
public final class LostAnswers {
    private static final String CONNECTION_FAILURE = "08006";

    private final DataSource real;
    private final Predicate<String> statements;
    private final AtomicInteger toLose = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();

    /** @param statements a transaction with one of these loses its answer */
    public LostAnswers(DataSource real, Predicate<String> statements) {
        this.real = real;
        this.statements = statements;
    }

    public void loseNext() {
        toLose.incrementAndGet();
    }

    /** How many were lost. */
    public int lost() {
        return lost.get();
    }

    public DataSource dataSource() {
        return proxy(
                DataSource.class, real, (method, args, result) -> result instanceof Connection c ? watched(c) : result);
    }

    private Connection watched(Connection connection) {
        var hit = new AtomicBoolean();
        return proxy(Connection.class, connection, (method, args, result) -> {
            if (method.getName().equals("prepareStatement") && statements.test(String.valueOf(args[0]))) {
                hit.set(true);
            }
            if (method.getName().equals("commit") && hit.get() && toLose.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                lost.incrementAndGet();
                throw new SQLException("connection lost", CONNECTION_FAILURE);
            }
            return result;
        });
    }

    private interface After {
        @Nullable
        Object call(Method method, Object[] args, @Nullable Object result) throws SQLException;
    }

    private static <T> T proxy(Class<T> type, T target, After after) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
            try {
                return after.call(method, args, method.invoke(target, args));
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }
}
