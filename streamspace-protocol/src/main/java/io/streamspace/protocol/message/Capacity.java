package io.streamspace.protocol.message;

import io.streamspace.protocol.Checks;

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
        if (!(maxCpu >= 0)) {
            throw new IllegalArgumentException("max_cpu must be 0 or more");
        }
        Checks.atLeast(maxMemoryBytes, 0, "max_memory_bytes");
    }
}
