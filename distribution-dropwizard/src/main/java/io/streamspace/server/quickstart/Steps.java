package io.streamspace.server.quickstart;

import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;

/** Tells a person how far the start is: one line per step, with the seconds that it took. */
final class Steps {
    private static final int LABEL_WIDTH = 12;

    private final PrintStream out;
    private final InstantSource clock;
    private final boolean terminal;

    /**
     * @param terminal whether a person watches: then a step shows before it is done, and its line is written over
     */
    Steps(PrintStream out, InstantSource clock, boolean terminal) {
        this.out = out;
        this.clock = clock;
        this.terminal = terminal;
    }

    /** Runs a step and says what came of it; {@code result} describes it in a few words. */
    <T> T run(String label, Callable<T> step, Function<T, String> result) throws Exception {
        if (terminal) {
            line("…", label, "");
            out.flush();
        }
        var begin = clock.instant();
        T value;
        try {
            value = step.call();
        } catch (Exception e) {
            over("✗", label, "failed");
            throw e;
        }
        double seconds = Duration.between(begin, clock.instant()).toMillis() / 1000.0;
        over("✓", label, String.format(Locale.ROOT, "%s (%.1f s)", result.apply(value), seconds));
        return value;
    }

    private void over(String mark, String label, String text) {
        if (terminal) {
            out.print('\r');
        }
        line(mark, label, text);
        out.println();
    }

    private void line(String mark, String label, String text) {
        out.printf("  %s %-" + LABEL_WIDTH + "s%s", mark, label, text);
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
