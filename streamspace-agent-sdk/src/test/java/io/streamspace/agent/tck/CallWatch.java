package io.streamspace.agent.tck;

import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.EndpointConnection;
import io.streamspace.agent.spi.Hibernation;
import io.streamspace.agent.spi.Progress;
import io.streamspace.agent.spi.SessionDriver;
import io.streamspace.agent.spi.SessionFacts;
import io.streamspace.agent.spi.SessionListener;
import io.streamspace.agent.spi.SessionRef;
import io.streamspace.protocol.message.SessionSpec;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Tells which verbs are at work in a driver, can hold one up before or after the driver's part, and is otherwise that driver. */
class CallWatch implements SessionDriver {
    final SessionDriver driver;
    private final Map<Verb, Counts> counts = new ConcurrentHashMap<>();
    private volatile @Nullable Hold hold;

    private static final class Counts {
        final AtomicInteger begun = new AtomicInteger();
        final AtomicInteger running = new AtomicInteger();
    }

    private record Hold(Verb verb, Moment moment, CountDownLatch reached) {}

    /** One verb. */
    @FunctionalInterface
    private interface Call<T> {
        T run() throws DriverException, InterruptedException;
    }

    private CallWatch(SessionDriver driver) {
        this.driver = driver;
    }

    static CallWatch over(SessionDriver driver) {
        return driver instanceof Hibernation able ? new Hibernating(driver, able) : new CallWatch(driver);
    }

    boolean wasCalled(Verb verb) {
        return of(verb).begun.get() > 0;
    }

    boolean isRunning(Verb verb) {
        return of(verb).running.get() > 0;
    }

    boolean isQuiet() {
        return counts.values().stream().allMatch(c -> c.running.get() == 0);
    }

    /** Whoever calls that verb next stays there until it is interrupted; the result tells that it has come so far. */
    CountDownLatch holdAt(Verb verb, Moment moment) {
        var reached = new CountDownLatch(1);
        hold = new Hold(verb, moment, reached);
        return reached;
    }

    private Counts of(Verb verb) {
        return counts.computeIfAbsent(verb, v -> new Counts());
    }

    private <T> T watched(Verb verb, Call<T> call) throws DriverException, InterruptedException {
        of(verb).running.incrementAndGet();
        of(verb).begun.incrementAndGet();
        try {
            stay(verb, Moment.BEFORE);
            T result = call.run();
            stay(verb, Moment.AFTER);
            return result;
        } finally {
            of(verb).running.decrementAndGet();
        }
    }

    private void stay(Verb verb, Moment moment) throws InterruptedException {
        Hold wanted = hold;
        if (wanted != null && wanted.verb == verb && wanted.moment == moment) {
            wanted.reached.countDown();
            new CountDownLatch(1).await();
        }
    }

    @Override
    public SessionFacts start(SessionRef session, SessionSpec spec, Progress progress)
            throws DriverException, InterruptedException {
        return watched(Verb.START, () -> driver.start(session, spec, progress));
    }

    @Override
    public void stop(SessionRef session) throws DriverException, InterruptedException {
        watched(Verb.STOP, () -> {
            driver.stop(session);
            return true;
        });
    }

    @Override
    public void destroy(SessionRef session) throws DriverException, InterruptedException {
        watched(Verb.DESTROY, () -> {
            driver.destroy(session);
            return true;
        });
    }

    @Override
    public SessionFacts inspect(SessionRef session) throws DriverException, InterruptedException {
        return driver.inspect(session);
    }

    @Override
    public List<SessionFacts> list() throws DriverException, InterruptedException {
        return driver.list();
    }

    @Override
    public SessionFacts recover(SessionRef session) throws DriverException, InterruptedException {
        return driver.recover(session);
    }

    @Override
    public EndpointConnection dial(SessionRef session, String endpoint) throws DriverException, InterruptedException {
        return driver.dial(session, endpoint);
    }

    @Override
    public AutoCloseable watch(SessionListener listener) throws DriverException {
        return driver.watch(listener);
    }

    @Override
    public void close() {
        driver.close();
    }

    private static final class Hibernating extends CallWatch implements Hibernation {
        private final Hibernation able;

        Hibernating(SessionDriver driver, Hibernation able) {
            super(driver);
            this.able = able;
        }

        @Override
        public SessionFacts hibernate(SessionRef session) throws DriverException, InterruptedException {
            return super.watched(Verb.HIBERNATE, () -> able.hibernate(session));
        }

        @Override
        public SessionFacts wake(SessionRef session, SessionSpec spec, Progress progress)
                throws DriverException, InterruptedException {
            return super.watched(Verb.WAKE, () -> able.wake(session, spec, progress));
        }
    }
}
