package io.streamspace.benchmarks.report;

import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * What a figure is to be.
 *
 * @param number of the budget
 * @param what is judged, with its unit where it has one
 * @param bound the side on which the limits lie
 * @param first the limit of the first milestone
 * @param then the limit of the next one; the same where there is none
 * @param figure finds what is judged
 */
public record Budget(
        int number, String what, Bound bound, double first, double then, Function<Figures, OptionalDouble> figure) {
    /** Which way is better. */
    public enum Bound {
        /** Larger is better. */
        AT_LEAST("≥ "),
        /** Smaller is better. */
        AT_MOST("≤ ");

        private final String sign;

        Bound(String sign) {
            this.sign = sign;
        }

        boolean met(double value, double limit) {
            return this == AT_LEAST ? value >= limit : value <= limit;
        }
    }

    /** A limit as text. */
    String limit(double value) {
        return bound.sign + Report.text(value);
    }

    /** The verdict in a word or two. */
    String verdict(OptionalDouble value) {
        if (value.isEmpty()) {
            return "not measured";
        }
        if (bound.met(value.getAsDouble(), then)) {
            return first == then ? "met" : "met, both";
        }
        return bound.met(value.getAsDouble(), first) ? "met, first" : "**missed**";
    }
}
