package io.streamspace.hub.internal;

import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a task when asked, never twice at once; requests that come while it runs make it run once more. */
public final class SingleRun {
    private static final Logger LOG = LoggerFactory.getLogger(SingleRun.class);

    private final Executor executor;
    private final Runnable task;
    // Guarded by this.
    private boolean running;
    private boolean again;

    public SingleRun(Executor executor, Runnable task) {
        this.executor = executor;
        this.task = task;
    }

    /** Returns at once. */
    public void request() {
        synchronized (this) {
            if (running) {
                again = true;
                return;
            }
            running = true;
        }
        executor.execute(this::run);
    }

    private void run() {
        boolean more = true;
        while (more) {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.atError().setCause(e).log("a recurring task failed");
            }
            more = isWantedAgain();
        }
    }

    private synchronized boolean isWantedAgain() {
        running = again;
        again = false;
        return running;
    }
}
