package io.streamspace.protocol.message;

import io.streamspace.protocol.internal.Checks;

/**
 * Processor and memory, of one session or of all on an agent.
 *
 * @param cpu cores; 0 where nothing is asked for
 * @param memoryBytes bytes; 0 where nothing is asked for
 */
public record Resources(double cpu, long memoryBytes) {
    /** Asks for nothing. */
    public static final Resources NONE = new Resources(0, 0);

    public Resources {
        Checks.amount(cpu, "cpu");
        Checks.atLeast(memoryBytes, 0, "memory_bytes");
    }
}
