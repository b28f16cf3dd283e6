package io.streamspace.hub.internal.agent;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What is counted of links and commands. */
public final class LinkMeters {
    private final Counter linked;
    private final Counter unlinked;
    private final Counter faults;
    private final Counter completed;
    private final Counter failed;

    public LinkMeters(MeterRegistry registry, AgentLinks links) {
        registry.gauge("streamspace.agents.linked", links, AgentLinks::size);
        linked = registry.counter("streamspace.agents.links.opened");
        unlinked = registry.counter("streamspace.agents.links.closed");
        faults = registry.counter("streamspace.agents.messages.refused");
        completed = registry.counter("streamspace.commands.finished", "outcome", "completed");
        failed = registry.counter("streamspace.commands.finished", "outcome", "failed");
    }

    void linked() {
        linked.increment();
    }

    void unlinked() {
        unlinked.increment();
    }

    void fault() {
        faults.increment();
    }

    void completed() {
        completed.increment();
    }

    void failed() {
        failed.increment();
    }
}
