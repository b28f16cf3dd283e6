package io.streamspace.benchmarks.scenario;

import io.streamspace.benchmarks.desktop.Service;
import io.streamspace.benchmarks.peer.Connection;
import io.streamspace.benchmarks.peer.Peer;
import io.streamspace.benchmarks.report.Row;
import io.streamspace.benchmarks.report.Sample;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Small messages beside all at once: a viewer that stands still, one that takes all it can get, and viewers that arrive. */
public final class Isolation implements Scenario {
    /** By how much the others' doings move the slowest of a hundred round trips. */
    public static final Row DIFFERENCE =
            Row.median("round trip beside a stalled viewer, a bulk stream and 20 openings: p99 above quiet p99", "ms");

    private static final Distribution BESIDE =
            new Distribution("round trip beside a stalled viewer, a bulk stream and 20 openings");
    private static final int OPENINGS = 20;
    private static final int GREETING_BYTES = 12;
    private static final double MICROS_PER_MILLI = 1e3;

    private final int messages;

    Isolation(int messages) {
        this.messages = messages;
    }

    @Override
    public List<Row> rows() {
        List<Row> rows = new ArrayList<>(BESIDE.rows());
        rows.add(DIFFERENCE);
        return rows;
    }

    @Override
    public List<Sample> measure(Peer peer) throws IOException, InterruptedException {
        try (Connection connection = peer.open(Service.ECHO)) {
            Echo echo = new Echo(connection);
            Latencies alone = echo.exchange(messages);
            try (Flows stalled = Flows.start(peer, 1, Flow::stalled);
                    Flows bulk = Flows.start(peer, 1, p -> Flow.down(p, 0))) {
                bulk.awaitAll(peer);
                Thread arrivals = Thread.ofPlatform().daemon().start(() -> open(peer));
                Latencies beside = echo.exchange(messages);
                arrivals.join();
                List<Sample> samples = new ArrayList<>(BESIDE.samples(beside));
                samples.add(DIFFERENCE.sample((beside.high() - alone.high()) / MICROS_PER_MILLI));
                return samples;
            }
        }
    }

    private static void open(Peer peer) {
        for (int i = 0; i < OPENINGS; i++) {
            try (Connection connection = peer.open(Service.GREETING)) {
                connection.readFully(new byte[GREETING_BYTES]);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(peer.name() + ": an opening failed", e);
            }
        }
    }
}
