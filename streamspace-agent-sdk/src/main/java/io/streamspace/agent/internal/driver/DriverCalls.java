package io.streamspace.agent.internal.driver;

import io.streamspace.agent.spi.AgentLoop;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sends calls of the driver to worker threads and brings their outcome back to the agent's loop. */
public final class DriverCalls {
    private final AgentLoop loop;
    private final Executor workers;

    /** Calls run on {@code workers}, which gives each a thread at once: a queue there would let sessions hold each other up. */
    public DriverCalls(AgentLoop loop, Executor workers) {
        this.loop = loop;
        this.workers = workers;
    }

    /** Starts a call; {@code ended} hears the outcome on the loop, once. */
    public <T> DriverCall<T> start(DriverCall.Body<T> body, Consumer<Outcome<T>> ended) {
        DriverCall<T> call = new DriverCall<>(body, outcome -> loop.execute(() -> ended.accept(outcome)));
        workers.execute(call);
        return call;
    }

    /** As above; a call that takes longer than {@code limit} is interrupted. On the loop. */
    public <T> DriverCall<T> start(Duration limit, DriverCall.Body<T> body, Consumer<Outcome<T>> ended) {
        var timer = new AtomicReference<AgentLoop.@Nullable Timer>();
        DriverCall<T> call = start(body, outcome -> {
            AgentLoop.Timer running = timer.get();
            if (running != null) {
                running.cancel();
            }
            ended.accept(outcome);
        });
        timer.set(loop.schedule(limit, call::interrupt));
        return call;
    }
}
