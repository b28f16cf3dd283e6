package io.streamspace.benchmarks.scenario;

import io.streamspace.benchmarks.desktop.Service;
import io.streamspace.benchmarks.peer.Connection;
import io.streamspace.benchmarks.peer.Peer;
import io.streamspace.benchmarks.report.Row;
import io.streamspace.benchmarks.report.Row.Summary;
import io.streamspace.benchmarks.report.Sample;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/** Small messages to a desktop and back, one after the other: alone, beside a stream that is in use, and beside viewers that stand still. */
final class RoundTrips implements Scenario {
    private static final int MESSAGE_BYTES = 16;
    private static final long BULK_RATE = 50_000_000;
    private static final int STALLED = 4;
    /** Until all buffers on the way to viewers that do not read are full. */
    private static final long SETTLE_MS = 500;

    private static final double MEDIAN = 0.5;
    private static final double HIGH = 0.99;
    private static final double KIB = 1024;

    private final int messages;
    private final Phase quiet = new Phase("round trip, quiet");
    private final Phase busy = new Phase("round trip beside a 50 MB/s stream");
    private final Phase besideStalled = new Phase("round trip beside " + STALLED + " viewers that never read");
    private final Row busyToQuiet = Row.median(busy.name + ", p99 to quiet p99", Row.RATIO);
    private final Row stalledToQuiet = Row.median(besideStalled.name + ", p99 to quiet p99", Row.RATIO);
    private final Row memory = new Row("memory of the relay per stalled stream, most", "KiB", Summary.LARGEST);

    private static final class Phase {
        final String name;
        final Row median;
        final Row high;

        Phase(String name) {
            this.name = name;
            this.median = Row.median(name + ", p50", "µs");
            this.high = Row.median(name + ", p99", "µs");
        }

        List<Sample> samples(Latencies latencies) {
            return List.of(median.sample(latencies.micros(MEDIAN)), high.sample(latencies.micros(HIGH)));
        }
    }

    RoundTrips(int messages) {
        this.messages = messages;
    }

    @Override
    public List<Row> rows() {
        return List.of(
                quiet.median,
                quiet.high,
                busy.median,
                busy.high,
                busyToQuiet,
                besideStalled.median,
                besideStalled.high,
                stalledToQuiet,
                memory);
    }

    @Override
    public List<Sample> measure(Peer peer) throws IOException, InterruptedException {
        try (Connection echo = peer.open(Service.ECHO)) {
            List<Sample> samples = new ArrayList<>();
            Latencies alone = exchange(echo);
            samples.addAll(quiet.samples(alone));
            try (Bulk bulk = Bulk.reading(peer, BULK_RATE)) {
                Latencies besideBulk = exchange(echo);
                samples.addAll(busy.samples(besideBulk));
                samples.add(busyToQuiet.sample(besideBulk.micros(HIGH) / alone.micros(HIGH)));
            }
            samples.addAll(besideStalled(peer, echo, alone));
            return samples;
        }
    }

    private List<Sample> besideStalled(Peer peer, Connection echo, Latencies alone)
            throws IOException, InterruptedException {
        OptionalLong before = peer.relay().residentBytes();
        try (Bulk bulk = Bulk.stalled(peer, STALLED)) {
            Thread.sleep(SETTLE_MS);
            Latencies latencies = exchange(echo);
            OptionalLong after = peer.relay().residentBytes();
            List<Sample> samples = new ArrayList<>(besideStalled.samples(latencies));
            samples.add(stalledToQuiet.sample(latencies.micros(HIGH) / alone.micros(HIGH)));
            if (before.isPresent() && after.isPresent()) {
                samples.add(memory.sample((after.getAsLong() - before.getAsLong()) / KIB / STALLED));
            }
            return samples;
        }
    }

    private Latencies exchange(Connection echo) throws IOException {
        byte[] sent = new byte[MESSAGE_BYTES];
        byte[] received = new byte[MESSAGE_BYTES];
        long[] nanos = new long[messages];
        for (int i = 0; i < messages; i++) {
            Arrays.fill(sent, (byte) i);
            long start = System.nanoTime();
            echo.send(sent);
            echo.readFully(received);
            nanos[i] = System.nanoTime() - start;
            if (!Arrays.equals(sent, received)) {
                throw new IOException("message " + i + " came back changed");
            }
        }
        return new Latencies(nanos);
    }
}
