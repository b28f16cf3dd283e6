package io.streamspace.agent.tck;

import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.SessionDriver;
import io.streamspace.agent.spi.SessionRef;
import io.streamspace.protocol.message.SessionSpec;
import java.util.concurrent.CountDownLatch;

/**
 * A start that stands still when it reports for the n-th time, as in a process that is suspended, until it is woken: by an interrupt, as in a
 * process that soon learns that it was deposed, or as if nothing had happened.
 */
final class StalledStart {
    private final SessionDriver driver;
    private final SessionRef session;
    private final int report;
    private final boolean interrupted;
    private final CountDownLatch stalled = new CountDownLatch(1);
    private final CountDownLatch woken = new CountDownLatch(1);
    private final Thread thread;
    private volatile String last = "nothing";
    private int reports;

    /** Begins it at once, with a driver that no agent has. */
    StalledStart(SessionDriver driver, SessionRef session, SessionSpec spec, int report, boolean interrupted) {
        this.driver = driver;
        this.session = session;
        this.report = report;
        this.interrupted = interrupted;
        thread = Thread.ofPlatform().daemon().name("tck-stalled-start").start(() -> {
            try {
                driver.start(session, spec, (stage, message, fraction) -> stall(stage));
            } catch (DriverException | InterruptedException overtaken) {
                last = last + ", ended by " + overtaken;
            }
        });
    }

    private void stall(String stage) {
        if (++reports != report) {
            return;
        }
        last = stage;
        stalled.countDown();
        // An interrupt that comes before the waking is the driver's to find afterwards.
        boolean interrupt = false;
        while (woken.getCount() > 0) {
            try {
                woken.await();
            } catch (InterruptedException e) {
                interrupt = true;
            }
        }
        if (interrupt) {
            Thread.currentThread().interrupt();
        }
    }

    SessionDriver driver() {
        return driver;
    }

    String sessionId() {
        return session.sessionId();
    }

    boolean isStalled() {
        return stalled.getCount() == 0;
    }

    void wake() {
        if (interrupted) {
            thread.interrupt();
        }
        woken.countDown();
    }

    boolean hasEnded() {
        return !thread.isAlive();
    }

    @Override
    public String toString() {
        return "the start of " + session.sessionId() + " that stalls at report " + report + " (" + last + ") and "
                + (interrupted ? "is interrupted" : "goes on");
    }
}
