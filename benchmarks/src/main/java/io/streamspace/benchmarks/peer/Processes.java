package io.streamspace.benchmarks.peer;

import java.util.concurrent.TimeUnit;

/** Ends what a peer started. */
final class Processes {
    private Processes() {}

    /** Asks, waits so long, and then kills. */
    static void end(Process process, long seconds) {
        process.destroy();
        await(process, seconds);
    }

    /** Waits so long for an end that somebody else asked for, and then kills. */
    static void await(Process process, long seconds) {
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
