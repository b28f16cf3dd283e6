package io.streamspace.benchmarks.scenario;

import io.streamspace.benchmarks.desktop.Service;
import io.streamspace.benchmarks.desktop.SourceRequest;
import io.streamspace.benchmarks.peer.Connection;
import io.streamspace.benchmarks.peer.Peer;
import io.streamspace.benchmarks.report.Row;
import io.streamspace.benchmarks.report.Sample;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A stream of 50 MB/s whose agent is cut off for a second: what arrives in the end, and how soon something arrives again. */
public final class LinkCut implements Scenario {
    /** Bytes that are missing or too many in the end; a stream that does not live on misses all that would have followed. */
    public static final Row LOST = Row.median("link cut for 1 s at 50 MB/s: bytes lost", "bytes");

    /** From the moment at which connections are possible again. */
    public static final Row FLOWING = Row.median("link cut for 1 s at 50 MB/s: flowing again after", "ms");

    private static final long RATE = 50_000_000;
    private static final long BYTES = 4 * RATE;
    private static final long BEFORE_MS = 1_000;
    private static final long CUT_MS = 1_000;
    private static final long LOOK_MS = 5;
    private static final long GIVE_UP_MS = 30_000;
    private static final int BUFFER = 1 << 17;
    private static final double NANOS_PER_MILLI = 1e6;

    private final Runnable cut;

    /**
     * Creates the scenario.
     *
     * @param cut breaks all connections of the agent that there are at the moment
     */
    LinkCut(Runnable cut) {
        this.cut = cut;
    }

    @Override
    public List<Row> rows() {
        return List.of(LOST, FLOWING);
    }

    @Override
    public List<Sample> measure(Peer peer) throws IOException, InterruptedException {
        AtomicLong arrived = new AtomicLong();
        try (Connection connection = peer.open(Service.SOURCE)) {
            connection.send(new SourceRequest(BYTES, RATE).encoded());
            Thread viewer = Thread.ofPlatform().daemon().start(() -> read(connection, arrived));
            Thread.sleep(BEFORE_MS);
            long until = System.nanoTime() + (long) (CUT_MS * NANOS_PER_MILLI);
            while (System.nanoTime() < until) {
                cut.run();
                Thread.sleep(LOOK_MS);
            }
            long possible = System.nanoTime();
            long before = arrived.get();
            while (arrived.get() == before && viewer.isAlive()) {
                Thread.sleep(1);
            }
            double after = (double) (System.nanoTime() - possible) / NANOS_PER_MILLI;
            viewer.join(GIVE_UP_MS);
            return List.of(LOST.sample((double) Math.abs(BYTES - arrived.get())), FLOWING.sample(after));
        }
    }

    private static void read(Connection connection, AtomicLong arrived) {
        byte[] buffer = new byte[BUFFER];
        try {
            for (int count = connection.read(buffer, 0, BUFFER);
                    count >= 0;
                    count = connection.read(buffer, 0, BUFFER)) {
                arrived.addAndGet(count);
            }
        } catch (IOException broken) {
            // Shows in the count.
        }
    }
}
