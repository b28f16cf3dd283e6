package io.streamspace.agent.internal;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.streamspace.protocol.message.CommandAction;
import java.util.concurrent.atomic.AtomicInteger;

/** What an agent counts. May be used from any thread. */
public final class AgentMeters {
    private final MeterRegistry registry;
    private final Counter linksLost;
    private final AtomicInteger leads = new AtomicInteger();

    /** Meters in {@code registry}, tagged with the agent's id. */
    public AgentMeters(MeterRegistry registry, String agentId) {
        this.registry = registry;
        linksLost = Counter.builder("streamspace.agent.links.lost")
                .description("Control links that went down")
                .tag("agent", agentId)
                .register(registry);
        Gauge.builder("streamspace.agent.leads", leads, AtomicInteger::get)
                .description("1 while this process leads, 0 while it stands by")
                .tag("agent", agentId)
                .register(registry);
    }

    /** A command whose time runs. */
    @FunctionalInterface
    public interface Sample {
        /** It has its answer. */
        void ended(boolean completed);
    }

    /** Starts to time a command. */
    public Sample commandBegins(CommandAction action) {
        Timer.Sample sample = Timer.start(registry);
        return completed -> sample.stop(Timer.builder("streamspace.agent.commands")
                .description("Commands by action and outcome")
                .tag("action", action.wireName())
                .tag("outcome", completed ? "completed" : "failed")
                .register(registry));
    }

    /** This process leads now, or no longer does. */
    public void leads(boolean on) {
        leads.set(on ? 1 : 0);
    }

    /** A link that was up went down. */
    public void linkLost() {
        linksLost.increment();
    }
}
