package io.streamspace.benchmarks.scenario;

import io.streamspace.benchmarks.peer.Peer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Streams that run beside each other, until closed. */
final class Flows implements AutoCloseable {
    private static final long START_MS = 30_000;
    private static final long LOOK_MS = 5;

    private final List<Flow> running = new ArrayList<>();

    /** How one of them begins. */
    interface Start {
        Flow of(Peer peer) throws IOException;
    }

    static Flows start(Peer peer, int count, Start start) throws IOException {
        Flows flows = new Flows();
        try {
            for (int i = 0; i < count; i++) {
                flows.running.add(start.of(peer));
            }
            flows.running.forEach(Flow::begin);
            return flows;
        } catch (IOException e) {
            flows.close();
            throw new IOException(
                    peer.name() + ": only " + flows.running.size() + " of " + count + " streams opened", e);
        }
    }

    /** Waits until something has arrived on each. */
    void awaitAll(Peer peer) throws IOException, InterruptedException {
        long until = System.nanoTime() + START_MS * 1_000_000;
        while (running.stream().anyMatch(flow -> flow.arrived() == 0)) {
            if (System.nanoTime() > until) {
                throw new IOException(peer.name() + ": nothing arrives on some of " + running.size() + " streams");
            }
            Thread.sleep(LOOK_MS);
        }
    }

    /** Bytes that have arrived on each. */
    long[] arrived() {
        return running.stream().mapToLong(Flow::arrived).toArray();
    }

    @Override
    public void close() throws IOException {
        running.forEach(Flow::stop);
        for (Flow flow : running) {
            flow.close();
        }
    }
}
