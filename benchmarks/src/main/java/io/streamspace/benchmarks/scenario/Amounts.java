package io.streamspace.benchmarks.scenario;

import io.streamspace.benchmarks.desktop.Received;
import java.util.List;

/**
 * How much is measured.
 *
 * @param rounds that count; one more warms up
 * @param windowMillis of each throughput
 * @param messages for each percentile
 * @param openings of streams
 */
public record Amounts(int rounds, long windowMillis, int messages, int openings) {
    /** Many streams. */
    public static final int MANY = 16;

    /** More than there are threads to serve them. */
    public static final int CROWD = 128;

    /** For figures to publish. */
    public static Amounts full() {
        return new Amounts(7, 1_500, 5_000, 100);
    }

    /** For a look, in less than three minutes. */
    public static Amounts quick() {
        return new Amounts(5, 250, 1_000, 20);
    }

    /** What all peers are asked for, in each round. */
    public List<Scenario> scenarios(Received received) {
        // Round trips first: memory that stalled viewers take is seen only before the bulk of the other scenarios has
        // made the pools grow.
        return List.of(
                new RoundTrips(messages),
                new Throughput(Direction.DOWN, 1, windowMillis, received),
                new Throughput(Direction.DOWN, MANY, windowMillis, received),
                new Throughput(Direction.DOWN, CROWD, windowMillis, received),
                new Throughput(Direction.UP, 1, windowMillis, received),
                new Throughput(Direction.UP, MANY, windowMillis, received),
                new Throughput(Direction.UP, CROWD, windowMillis, received),
                new Opening(openings));
    }
}
