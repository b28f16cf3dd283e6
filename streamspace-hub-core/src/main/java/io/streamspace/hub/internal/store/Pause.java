package io.streamspace.hub.internal.store;

import java.time.Duration;

/** Waits on the calling thread. */
@FunctionalInterface
public interface Pause {
    void of(Duration duration) throws InterruptedException;
}
