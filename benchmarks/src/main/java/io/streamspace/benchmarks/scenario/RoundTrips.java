package io.streamspace.benchmarks.scenario;

import io.streamspace.benchmarks.desktop.Service;
import io.streamspace.benchmarks.peer.Connection;
import io.streamspace.benchmarks.peer.Peer;
import io.streamspace.benchmarks.report.Row;
import io.streamspace.benchmarks.report.Row.Summary;
import io.streamspace.benchmarks.report.Sample;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Small messages to a desktop and back, one after the other: alone, beside a stream that is in use, and beside viewers that stand still. */
public final class RoundTrips implements Scenario {
    /** Alone. */
    public static final Distribution QUIET = new Distribution("round trip, quiet");

    /** Beside a stream that is in use. */
    public static final Distribution BUSY = new Distribution("round trip beside a 50 MB/s stream");

    private static final long BULK_RATE = 50_000_000;
    private static final int STALLED_VIEWERS = 4;

    /** Beside viewers that stand still. */
    public static final Distribution STALLED =
            new Distribution("round trip beside " + STALLED_VIEWERS + " viewers that never read");

    /** How much the use of another stream costs this one. */
    public static final Row BUSY_TO_QUIET = Row.median(BUSY.name() + ", p99 to quiet p99", Row.RATIO);

    /** How much others' standing still costs this stream. */
    public static final Row STALLED_TO_QUIET = Row.median(STALLED.name() + ", p99 to quiet p99", Row.RATIO);

    /** What a stalled viewer costs. */
    public static final Row STALLED_MEMORY =
            new Row("memory of the relay per stalled stream, most", "KiB", Summary.LARGEST);

    /** Until all buffers on the way to viewers that do not read are full. */
    private static final long SETTLE_MS = 300;

    private static final double KIB = 1024;

    private final int messages;

    RoundTrips(int messages) {
        this.messages = messages;
    }

    @Override
    public List<Row> rows() {
        return Stream.of(
                        QUIET.rows(),
                        BUSY.rows(),
                        List.of(BUSY_TO_QUIET),
                        STALLED.rows(),
                        List.of(STALLED_TO_QUIET, STALLED_MEMORY))
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public List<Sample> measure(Peer peer) throws IOException, InterruptedException {
        try (Connection connection = peer.open(Service.ECHO)) {
            Echo echo = new Echo(connection);
            List<Sample> samples = new ArrayList<>();
            Latencies alone = echo.exchange(messages);
            samples.addAll(QUIET.samples(alone));
            try (Flows bulk = Flows.start(peer, 1, p -> Flow.down(p, BULK_RATE))) {
                bulk.awaitAll(peer);
                Latencies besideBulk = echo.exchange(messages);
                samples.addAll(BUSY.samples(besideBulk));
                samples.add(BUSY_TO_QUIET.sample(besideBulk.high() / alone.high()));
            }
            samples.addAll(besideStalled(peer, echo, alone));
            return samples;
        }
    }

    private List<Sample> besideStalled(Peer peer, Echo echo, Latencies alone) throws IOException, InterruptedException {
        OptionalLong before = peer.relay().residentBytes();
        try (Flows stalled = Flows.start(peer, STALLED_VIEWERS, Flow::stalled)) {
            Thread.sleep(SETTLE_MS);
            Latencies latencies = echo.exchange(messages);
            OptionalLong after = peer.relay().residentBytes();
            List<Sample> samples = new ArrayList<>(STALLED.samples(latencies));
            samples.add(STALLED_TO_QUIET.sample(latencies.high() / alone.high()));
            if (before.isPresent() && after.isPresent()) {
                samples.add(STALLED_MEMORY.sample((after.getAsLong() - before.getAsLong()) / KIB / STALLED_VIEWERS));
            }
            return samples;
        }
    }
}
