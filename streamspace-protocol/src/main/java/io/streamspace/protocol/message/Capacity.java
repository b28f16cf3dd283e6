package io.streamspace.protocol.message;

import io.streamspace.protocol.internal.Checks;

/**
 * What an agent can run at most.
 *
 * @param maxSessions sessions at a time, hibernated ones not counted
 * @param maxCpu cores; 0 where the agent sets no limit
 * @param maxMemoryBytes bytes; 0 where the agent sets no limit
 */
public record Capacity(int maxSessions, double maxCpu, long maxMemoryBytes) {
    public Capacity {
        Checks.atLeast(maxSessions, 0, "max_sessions");
        Checks.amount(maxCpu, "max_cpu");
        Checks.atLeast(maxMemoryBytes, 0, "max_memory_bytes");
    }
}
