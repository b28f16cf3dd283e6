package io.streamspace.agent.internal.driver;

import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.DriverException.Kind;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One blocking call of the driver on a thread of its own. Unlike a cancelled {@link java.util.concurrent.FutureTask}, an interrupted call
 * still tells how it really ended, since a success that comes too late has to be undone.
 */
public final class DriverCall<T> implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(DriverCall.class);

    private final Body<T> body;
    private final Consumer<Outcome<T>> ended;

    // Guarded by this.
    private boolean interrupted;
    private @Nullable Thread runner;

    /** What is called. */
    @FunctionalInterface
    public interface Body<T> {
        T call() throws DriverException, InterruptedException;
    }

    DriverCall(Body<T> body, Consumer<Outcome<T>> ended) {
        this.body = body;
        this.ended = ended;
    }

    @Override
    public void run() {
        ended.accept(begin() ? outcome() : interruptedOutcome(null));
    }

    /** Interrupts the call; one that has not begun will not begin. From any thread. */
    public synchronized void interrupt() {
        interrupted = true;
        if (runner != null) {
            runner.interrupt();
        }
    }

    private synchronized boolean begin() {
        runner = Thread.currentThread();
        return !interrupted;
    }

    private synchronized void finish() {
        runner = null;
        // The thread may go on to other work, which the interrupt was not meant for.
        Thread.interrupted();
    }

    // A driver is foreign code: whatever it throws must become an answer, or the session's lane would never go on.
    @SuppressWarnings("CatchingUnchecked")
    private Outcome<T> outcome() {
        try {
            return new Outcome.Done<>(body.call());
        } catch (InterruptedException e) {
            return interruptedOutcome(e);
        } catch (DriverException e) {
            return new Outcome.Failed<>(e);
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            LOG.atError().setCause(e).log("The driver failed in a way that it should not");
            return new Outcome.Failed<>(new DriverException(
                    Kind.INTERNAL,
                    "The driver failed unexpectedly. The agent's log says more; please report it to the driver's author.",
                    false,
                    e.toString(),
                    e));
        } finally {
            finish();
        }
    }

    private static <T> Outcome<T> interruptedOutcome(@Nullable InterruptedException e) {
        return new Outcome.Failed<>(
                new DriverException(Kind.INTERRUPTED, "The operation was interrupted.", true, null, e));
    }
}
