package io.streamspace.agent.internal;

import io.streamspace.agent.spi.AgentLoop;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The agent's loop on a thread of its own. */
public final class ThreadLoop implements AgentLoop {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadLoop.class);

    private static final long LAST_TASK_SECONDS = 2;

    private final ScheduledThreadPoolExecutor executor;
    private volatile @Nullable Thread thread;

    /** A loop whose thread bears that name. */
    public ThreadLoop(String name) {
        ThreadFactory threads = Thread.ofPlatform().name(name).daemon().factory();
        executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread made = threads.newThread(task);
            thread = made;
            return made;
        });
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public void execute(Runnable task) {
        try {
            executor.execute(() -> run(task));
        } catch (RejectedExecutionException closed) {
            LOG.atTrace().log("A task came after the end of the loop");
        }
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        try {
            Future<?> future = executor.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        } catch (RejectedExecutionException closed) {
            return () -> {};
        }
    }

    /** Ends the loop; from another thread, it also waits for the task that runs. */
    @Override
    public void close() {
        executor.shutdownNow();
        if (Thread.currentThread() != thread) {
            try {
                executor.awaitTermination(LAST_TASK_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    // One faulty task must not end the loop that all sessions depend on.
    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("A task of the agent's loop failed");
        }
    }
}
