package io.streamspace.agent.spi;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * The one thread on which an agent decides. Tasks run one at a time, in the order in which they came; none of the agent's tasks blocks. A
 * simulation gives a loop of its own to decide when what happens.
 */
public interface AgentLoop extends Executor, AutoCloseable {
    /** Something that will happen unless it is cancelled. */
    interface Timer {
        /** Takes it back; does nothing if it has happened. Called on the loop. */
        void cancel();
    }

    /** Runs the task on the loop after the delay. After {@link #close} neither this nor {@code execute} does anything. */
    Timer schedule(Duration delay, Runnable task);

    /** Ends the loop; tasks that wait are dropped. */
    @Override
    void close();
}
