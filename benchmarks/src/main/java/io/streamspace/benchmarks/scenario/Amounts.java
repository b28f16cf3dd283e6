package io.streamspace.benchmarks.scenario;

import java.util.List;

/**
 * How much is measured.
 *
 * @param rounds that count; one more warms up
 * @param singleBytes downloaded by one stream
 * @param sharedBytes downloaded by each of many streams
 * @param messages for each percentile
 * @param openings of streams
 */
public record Amounts(int rounds, long singleBytes, long sharedBytes, int messages, int openings) {
    private static final int MANY = 16;
    private static final long MIB = 1 << 20;

    /** For figures to publish: about a quarter of an hour. */
    public static Amounts full() {
        return new Amounts(7, 1024 * MIB, 128 * MIB, 5_000, 300);
    }

    /** For a look, in less than three minutes. */
    public static Amounts quick() {
        return new Amounts(5, 256 * MIB, 32 * MIB, 1_000, 50);
    }

    /** Every scenario. */
    public List<Scenario> scenarios() {
        // Round trips first: memory that stalled viewers take is seen only before the bulk of the other scenarios has
        // made the pools grow.
        return List.of(
                new RoundTrips(messages),
                new Download(1, singleBytes),
                new Download(MANY, sharedBytes),
                new Opening(openings));
    }
}
