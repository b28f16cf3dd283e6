package io.streamspace.agent;

import io.streamspace.agent.spi.AgentLoop;
import io.streamspace.agent.spi.AgentTransport;
import io.streamspace.agent.spi.LeaderElection;
import io.streamspace.agent.spi.SessionDriver;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What ends with the agent.
 *
 * @param workers null where the caller brought its own executor
 */
record Belongings(
        LeaderElection election,
        SessionDriver driver,
        AgentTransport transport,
        AgentLoop loop,
        @Nullable ExecutorService workers) {
    private static final Logger LOG = LoggerFactory.getLogger(Belongings.class);
    private static final long WORKERS_SECONDS = 5;

    /** Ends all of it, whatever one of them throws. */
    void close(@Nullable AutoCloseable watch) {
        close("election", election);
        if (watch != null) {
            close("watch", watch);
        }
        // Before the driver, whose calls they are in.
        if (workers != null) {
            workers.shutdownNow();
            awaitWorkers(workers);
        }
        close("driver", driver);
        close("transport", transport);
        close("loop", loop);
    }

    private static void close(String part, AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.atWarn().addKeyValue("part", part).setCause(e).log("A part of the agent could not be closed");
        }
    }

    private static void awaitWorkers(ExecutorService workers) {
        try {
            if (!workers.awaitTermination(WORKERS_SECONDS, TimeUnit.SECONDS)) {
                LOG.atWarn().log("A call of the driver does not end although it was interrupted");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
