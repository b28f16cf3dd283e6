package io.streamspace.driver.docker;

import io.streamspace.agent.spi.DriverException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** A part of a verb that runs beside the rest, on a thread of its own that never outlives the verb. */
final class Beside implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final CompletableFuture<@Nullable Void> result = new CompletableFuture<>();
    private final Thread thread;

    /** What it does. */
    @FunctionalInterface
    interface Part {
        void run() throws DriverException, InterruptedException;
    }

    private Beside(Part part) {
        thread = Thread.ofVirtual().name("docker-driver-beside").start(() -> {
            try {
                part.run();
                result.complete(null);
            } catch (DriverException | InterruptedException | RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
    }

    static Beside run(Part part) {
        return new Beside(part);
    }

    /** Waits for it, and throws what it threw. */
    void join() throws DriverException, InterruptedException {
        try {
            result.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DriverException failure) {
                throw failure;
            }
            throw new CompletionException(e.getCause());
        }
    }

    /**
     * Waits for its end. The engine finishes what it was asked for, whether or not somebody listens, and what it makes after the verb's end would be
     * found by no clean-up; so the part is given time to hear of it, and is interrupted only where the engine hangs.
     */
    @Override
    public void close() {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                if (!thread.join(GRACE)) {
                    thread.interrupt();
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
