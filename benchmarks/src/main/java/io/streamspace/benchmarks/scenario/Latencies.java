package io.streamspace.benchmarks.scenario;

import java.util.Arrays;

/** Durations, all of them kept, so that percentiles are exact. */
final class Latencies {
    private static final double NANOS_PER_MICRO = 1e3;

    private final long[] sorted;

    Latencies(long[] nanos) {
        sorted = nanos.clone();
        Arrays.sort(sorted);
    }

    /** The smallest duration that at least this part of all do not exceed, in microseconds; {@code quantile} lies above 0 and up to 1. */
    double micros(double quantile) {
        int rank = (int) Math.ceil(quantile * sorted.length);
        return sorted[Math.max(rank, 1) - 1] / NANOS_PER_MICRO;
    }

    double median() {
        return micros(0.5);
    }

    double high() {
        return micros(0.99);
    }

    double extreme() {
        return micros(0.999);
    }
}
