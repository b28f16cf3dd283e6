package io.streamspace.benchmarks.scenario;

import io.streamspace.benchmarks.desktop.Desktops;
import io.streamspace.benchmarks.desktop.Received;
import io.streamspace.benchmarks.wire.Counted;
import java.util.ArrayList;
import java.util.List;

/**
 * How much is measured.
 *
 * @param rounds that count; one more warms up
 * @param windowMillis of each throughput
 * @param messages for each percentile
 * @param openings of streams
 * @param warmUpMillis for each peer that compiles itself while it runs
 */
public record Amounts(int rounds, long windowMillis, int messages, int openings, long warmUpMillis) {
    /** Many streams. */
    public static final int MANY = 16;

    /** More than there are threads to serve them. */
    public static final int CROWD = 128;

    private static final int WIRE_MESSAGES = 100;

    /** For figures to publish. */
    public static Amounts full() {
        return new Amounts(5, 1_000, 5_000, 100, 30_000);
    }

    /** For a look, in less than three minutes. */
    public static Amounts quick() {
        return new Amounts(3, 250, 1_000, 10, 10_000);
    }

    /** What all peers are asked for, in each round. */
    public List<Scenario> scenarios(Received received) {
        List<Scenario> scenarios = new ArrayList<>(usual(received));
        scenarios.add(new Throughput(Direction.UP, MANY, windowMillis, received));
        scenarios.add(new Throughput(Direction.UP, CROWD, windowMillis, received));
        scenarios.add(new Isolation(messages));
        return scenarios;
    }

    /** The rows that say most. */
    public List<Scenario> usual(Received received) {
        // Round trips first: memory that stalled viewers take is seen only before the bulk of the other scenarios has
        // made the pools grow.
        return List.of(
                new RoundTrips(messages),
                new Throughput(Direction.DOWN, 1, windowMillis, received),
                new Throughput(Direction.DOWN, MANY, windowMillis, received),
                new Throughput(Direction.DOWN, CROWD, windowMillis, received),
                new Throughput(Direction.UP, 1, windowMillis, received),
                new Opening(Opening.WARM, openings));
    }

    /** With TLS on both legs. */
    public List<Scenario> secured(Received received) {
        return List.of(
                new RoundTrips(messages),
                new Throughput(Direction.DOWN, 1, windowMillis, received),
                new Throughput(Direction.DOWN, MANY, windowMillis, received),
                new Throughput(Direction.UP, 1, windowMillis, received));
    }

    /** Without connections that are dialled ahead. */
    public List<Scenario> cold() {
        return List.of(new Opening(Opening.COLD, openings));
    }

    /** With a wire between agent and hub. */
    public List<Scenario> wired() {
        return List.of(new LongWire(WIRE_MESSAGES));
    }

    /** With a line that counts between agent and hub. */
    public List<Scenario> counted(Counted wire) {
        return List.of(new Framing(wire));
    }

    /** With a link between agent and hub that {@code cut} breaks. */
    public List<Scenario> cut(Runnable cut) {
        return List.of(new LinkCut(cut));
    }

    /** With a hub of one gibibyte and a hundred agents. */
    public List<Scenario> idle(Desktops desktops) {
        return List.of(new IdleStreams(desktops));
    }
}
