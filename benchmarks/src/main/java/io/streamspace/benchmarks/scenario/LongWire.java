package io.streamspace.benchmarks.scenario;

import io.streamspace.benchmarks.desktop.Service;
import io.streamspace.benchmarks.peer.Connection;
import io.streamspace.benchmarks.peer.Peer;
import io.streamspace.benchmarks.report.Row;
import io.streamspace.benchmarks.report.Sample;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Over a wire with a rate of its own: one stream at full speed, and small messages alone and beside it. */
public final class LongWire implements Scenario {
    /** Of the wire, each way. */
    public static final long BYTES_PER_SECOND = 100_000_000 / 8;

    /** Of the wire, each way. */
    public static final long DELAY_MS = 20;

    /** How much of the wire one stream fills. */
    public static final Row SHARE = Row.median("long wire: one stream, of the wire's rate", Row.RATIO);

    /** What waiting behind the bulk costs. */
    public static final Row BUSY_TO_QUIET =
            Row.median("long wire: round trip beside bulk, p99 to quiet p50", Row.RATIO);

    private static final Distribution QUIET = new Distribution("long wire: round trip, quiet");
    private static final Distribution BUSY = new Distribution("long wire: round trip beside bulk");
    private static final long SETTLE_MS = 1_500;
    private static final double NANOS_PER_SECOND = 1e9;

    private final int messages;

    LongWire(int messages) {
        this.messages = messages;
    }

    @Override
    public List<Row> rows() {
        List<Row> rows = new ArrayList<>(List.of(SHARE));
        rows.addAll(QUIET.rows());
        rows.addAll(BUSY.rows());
        rows.add(BUSY_TO_QUIET);
        return rows;
    }

    @Override
    public List<Sample> measure(Peer peer) throws IOException, InterruptedException {
        try (Connection connection = peer.open(Service.ECHO)) {
            Echo echo = new Echo(connection);
            Latencies alone = echo.exchange(messages);
            List<Sample> samples = new ArrayList<>(QUIET.samples(alone));
            try (Flows bulk = Flows.start(peer, 1, p -> Flow.down(p, 0))) {
                bulk.awaitAll(peer);
                Thread.sleep(SETTLE_MS);
                long start = System.nanoTime();
                long before = bulk.arrived()[0];
                Latencies beside = echo.exchange(messages);
                double rate = (bulk.arrived()[0] - before) * NANOS_PER_SECOND / (System.nanoTime() - start);
                samples.addAll(BUSY.samples(beside));
                samples.add(BUSY_TO_QUIET.sample(beside.high() / alone.median()));
                samples.add(SHARE.sample(rate / BYTES_PER_SECOND));
            }
            return samples;
        }
    }
}
