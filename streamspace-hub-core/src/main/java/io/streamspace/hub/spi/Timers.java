package io.streamspace.hub.spi;

import java.time.Duration;

/** Runs things later, and waits. A clock's companion: who injects a clock injects this too. */
public interface Timers {
    /** Runs {@code task} once after {@code delay}; the task is short and does not block. */
    Cancellable after(Duration delay, Runnable task);

    /** Holds up the calling thread, which is one of the hub's executor or of a caller of the hub. */
    void pause(Duration duration) throws InterruptedException;

    /** Something that may still happen. */
    @FunctionalInterface
    interface Cancellable {
        /** Makes it not happen, if it has not yet. */
        void cancel();
    }
}
