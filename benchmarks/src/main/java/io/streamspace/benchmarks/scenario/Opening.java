package io.streamspace.benchmarks.scenario;

import io.streamspace.benchmarks.desktop.Service;
import io.streamspace.benchmarks.peer.Connection;
import io.streamspace.benchmarks.peer.Peer;
import io.streamspace.benchmarks.report.Row;
import io.streamspace.benchmarks.report.Sample;
import java.io.IOException;
import java.util.List;

/** From a viewer's connect to the desktop's whole first line, one stream after the other, with pauses in which a warm pool fills up. */
public final class Opening implements Scenario {
    /** On connections that were dialled ahead. */
    public static final Distribution WARM = new Distribution("open a stream, warm");

    /** On connections that are dialled for it. */
    public static final Distribution COLD = new Distribution("open a stream, cold");

    private static final int GREETING_BYTES = 12;
    private static final long PAUSE_MS = 10;

    private final Distribution rows;
    private final int openings;

    Opening(Distribution rows, int openings) {
        this.rows = rows;
        this.openings = openings;
    }

    @Override
    public List<Row> rows() {
        return List.of(rows.median(), rows.high());
    }

    @Override
    public List<Sample> measure(Peer peer) throws IOException, InterruptedException {
        long[] nanos = new long[openings];
        for (int i = 0; i < openings; i++) {
            long start = System.nanoTime();
            try (Connection connection = peer.open(Service.GREETING)) {
                connection.readFully(new byte[GREETING_BYTES]);
                nanos[i] = System.nanoTime() - start;
            }
            Thread.sleep(PAUSE_MS);
        }
        Latencies latencies = new Latencies(nanos);
        return List.of(rows.median().sample(latencies.median()), rows.high().sample(latencies.high()));
    }
}
