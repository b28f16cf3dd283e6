package io.streamspace.server.quickstart;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A part that starts beside the others. Closing it waits for its start and closes what came of it. */
final class Background<T> implements AutoCloseable {
    private final FutureTask<T> start;

    private Background(FutureTask<T> start) {
        this.start = start;
    }

    static <T> Background<T> begin(String name, Callable<T> part) {
        var start = new FutureTask<>(part);
        Thread.ofPlatform().daemon().name("quickstart-" + name).start(start);
        return new Background<>(start);
    }

    /**
     * Waits until the part has started.
     *
     * @throws Exception what its start threw
     */
    T await() throws Exception {
        try {
            return start.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    @Override
    public void close() throws Exception {
        T part;
        try {
            part = start.get();
        } catch (ExecutionException e) {
            // Nothing came of it, and whoever waited for it was told why.
            return;
        }
        if (part instanceof AutoCloseable closeable) {
            closeable.close();
        }
    }
}
