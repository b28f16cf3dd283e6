package io.streamspace.benchmarks.scenario;

import io.streamspace.benchmarks.desktop.Received;
import io.streamspace.benchmarks.peer.Peer;
import io.streamspace.benchmarks.report.Row;
import io.streamspace.benchmarks.report.Sample;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** One way as fast as it goes, on several streams at once, in a window of time in which all of them run. */
public final class Throughput implements Scenario {
    private static final double MEGA = 1e6;
    private static final double GIGA = 1e9;
    /** Until the sockets' buffers have grown to what they stay at. */
    private static final long SETTLE_MS = 100;

    private final Direction direction;
    private final int streams;
    private final long windowMillis;
    private final Received received;

    Throughput(Direction direction, int streams, long windowMillis, Received received) {
        this.direction = direction;
        this.streams = streams;
        this.windowMillis = windowMillis;
        this.received = received;
    }

    /** All streams together. */
    public static Row rate(Direction direction, int streams) {
        return Row.median(name(direction, streams), "MB/s");
    }

    /** Of all processes of the relay. */
    public static Row cpu(Direction direction, int streams) {
        return Row.median(name(direction, streams) + ": CPU of the relay", "s/GB");
    }

    /** Jain's index over the streams' shares: 1 where all got the same, 1/n where one got all. */
    public static Row fairness(Direction direction, int streams) {
        return Row.median(name(direction, streams) + ": fairness (Jain)", Row.RATIO);
    }

    private static String name(Direction direction, int streams) {
        return direction + ", " + streams + (streams == 1 ? " stream" : " streams");
    }

    @Override
    public List<Row> rows() {
        List<Row> rows = new ArrayList<>(List.of(rate(direction, streams), cpu(direction, streams)));
        if (streams > 1) {
            rows.add(fairness(direction, streams));
        }
        return rows;
    }

    @Override
    public List<Sample> measure(Peer peer) throws IOException, InterruptedException {
        if (streams > peer.mostStreams()) {
            return List.of();
        }
        Flows.Start start = direction == Direction.DOWN ? p -> Flow.down(p, 0) : p -> Flow.up(p, received);
        try (Flows flows = Flows.start(peer, streams, start)) {
            flows.awaitAll(peer);
            Thread.sleep(SETTLE_MS);
            return window(peer, flows);
        }
    }

    private List<Sample> window(Peer peer, Flows flows) throws InterruptedException {
        OptionalDouble cpuBefore = peer.relay().cpuSeconds();
        long start = System.nanoTime();
        long[] before = flows.arrived();
        Thread.sleep(windowMillis);
        long[] arrived = flows.arrived();
        double seconds = (System.nanoTime() - start) / GIGA;
        OptionalDouble cpuAfter = peer.relay().cpuSeconds();
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < arrived.length; i++) {
            double share = arrived[i] - before[i];
            sum += share;
            squares += share * share;
        }
        List<Sample> samples = new ArrayList<>();
        samples.add(rate(direction, streams).sample(sum / MEGA / seconds));
        if (cpuBefore.isPresent() && cpuAfter.isPresent() && sum > 0) {
            double spent = cpuAfter.getAsDouble() - cpuBefore.getAsDouble();
            samples.add(cpu(direction, streams).sample(spent / (sum / GIGA)));
        }
        if (streams > 1) {
            samples.add(fairness(direction, streams).sample(squares == 0 ? 0 : sum * sum / (streams * squares)));
        }
        return samples;
    }
}
