package io.streamspace.hub.spi;

import java.time.Duration;

/** Runs things later. A clock's companion: who injects a clock injects this too. */
@FunctionalInterface
public interface Timers {
    /** Runs {@code task} once after {@code delay}; the task is short and does not block. */
    Cancellable after(Duration delay, Runnable task);

    /** Something that may still happen. */
    @FunctionalInterface
    interface Cancellable {
        /** Makes it not happen, if it has not yet. */
        void cancel();
    }
}
