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
import java.util.concurrent.atomic.AtomicInteger;

/** Tells whether a start is at work in a driver, and is otherwise that driver. */
class CallWatch implements SessionDriver {
    final SessionDriver driver;
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();

    private CallWatch(SessionDriver driver) {
        this.driver = driver;
    }

    static CallWatch over(SessionDriver driver) {
        return driver instanceof Hibernation able ? new Hibernating(driver, able) : new CallWatch(driver);
    }

    boolean startWasCalled() {
        return begun.get() > 0;
    }

    boolean startIsRunning() {
        return running.get() > 0;
    }

    @Override
    public SessionFacts start(SessionRef session, SessionSpec spec, Progress progress)
            throws DriverException, InterruptedException {
        begun.incrementAndGet();
        running.incrementAndGet();
        try {
            return driver.start(session, spec, progress);
        } finally {
            running.decrementAndGet();
        }
    }

    @Override
    public void stop(SessionRef session) throws DriverException, InterruptedException {
        driver.stop(session);
    }

    @Override
    public void destroy(SessionRef session) throws DriverException, InterruptedException {
        driver.destroy(session);
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
            return able.hibernate(session);
        }

        @Override
        public SessionFacts wake(SessionRef session, SessionSpec spec, Progress progress)
                throws DriverException, InterruptedException {
            return able.wake(session, spec, progress);
        }
    }
}
