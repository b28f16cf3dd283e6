package io.streamspace.server.quickstart;

import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.Callable;

/** Tells a person how far the start is: one line per step, with the seconds that it took. */
final class Steps {
    private static final int LABEL_WIDTH = 12;

    private final PrintStream out;
    private final InstantSource clock;

    Steps(PrintStream out, InstantSource clock) {
        this.out = out;
        this.clock = clock;
    }

    /** Runs a step and says what came of it; {@code result} describes it in a few words. */
    <T> T run(String label, Callable<T> step, java.util.function.Function<T, String> result) throws Exception {
        out.printf("  … %-" + LABEL_WIDTH + "s", label);
        out.flush();
        var begin = clock.instant();
        T value;
        try {
            value = step.call();
        } catch (Exception e) {
            out.printf("\r  ✗ %-" + LABEL_WIDTH + "s%n", label);
            throw e;
        }
        double seconds = Duration.between(begin, clock.instant()).toMillis() / 1000.0;
        out.printf(Locale.ROOT, "\r  ✓ %-" + LABEL_WIDTH + "s%s (%.1f s)%n", label, result.apply(value), seconds);
        return value;
    }

    /** A line below a step. */
    void note(String text) {
        out.printf("    %-" + LABEL_WIDTH + "s%s%n", "", text);
    }

    /** Lines of their own. */
    void say(String text) {
        out.println(text);
    }
}
