package io.streamspace.agent;

import io.streamspace.agent.internal.AgentRuntime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process's part in running sessions: dials out to the hub, carries its commands out through a driver, and leads viewers' streams to their
 * desktops. No port is opened. Sessions do not depend on it: they go on when the link is lost, when the agent is closed and when its process
 * is killed, and whoever comes next with the same id takes them over.
 *
 * <p>All methods may be called from any thread.
 */
public final class Agent implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Agent.class);

    private final AgentRuntime runtime;
    private final Belongings belongings;
    private final Duration shutdownLimit;
    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();

    Agent(AgentRuntime runtime, Belongings belongings, Duration shutdownLimit) {
        this.runtime = runtime;
        this.belongings = belongings;
        this.shutdownLimit = shutdownLimit;
    }

    /** Where every agent begins. */
    public static AgentBuilder builder() {
        return new AgentBuilder();
    }

    /** Starts to dial the hub and returns at once; {@link #status} tells how it goes. Later calls do nothing. */
    public void start() {
        if (started.compareAndSet(false, true)) {
            runtime.start();
        }
    }

    /** How the agent does at this moment. */
    public AgentHealth status() {
        return runtime.health();
    }

    /** Ids of the sessions that run or start, as the platform was last seen. An agent that stands by sees them too. */
    public List<String> sessions() {
        return runtime.sessions();
    }

    /** Takes no new sessions from now on: a start is refused with the code {@code agent_draining}; those that run go on. */
    public void drain() {
        runtime.drain(true);
    }

    /** Takes new sessions again. */
    public void resume() {
        runtime.drain(false);
    }

    /**
     * Waits until the agent has ended for good: closed here, or removed at the hub.
     *
     * @return whether that happened within the time
     */
    public boolean awaitTermination(Duration limit) throws InterruptedException {
        try {
            runtime.ended().get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Ends the agent and leaves no thread and no connection behind. Running commands may end first, within the builder's grace; what is not
     * done by then is left for whoever comes next. Sessions go on. Blocks until all is done; later calls do nothing.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        @Nullable AutoCloseable watch = null;
        try {
            watch = runtime.shutDown().get(shutdownLimit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.atWarn()
                    .addKeyValue("agentId", status().agentId())
                    .setCause(e)
                    .log("The agent did not end as it should");
        }
        belongings.close(watch);
    }
}
