package io.streamspace.benchmarks.scenario;

import io.streamspace.benchmarks.desktop.Received;
import io.streamspace.benchmarks.desktop.Service;
import io.streamspace.benchmarks.peer.Connection;
import io.streamspace.benchmarks.peer.Peer;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * Uses a peer that compiles itself while it runs until it has: the short windows of interleaved rounds would otherwise measure the compiler, which
 * a hub that runs for days pays for once.
 */
public final class WarmUp {
    private static final int MESSAGES = 200;
    private static final int GREETING_BYTES = 12;
    private static final int STREAMS = 2;

    private WarmUp() {}

    /** For so long, at least once each way. */
    public static void of(Peer peer, Received received, long millis) throws IOException, InterruptedException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        do {
            bulk(peer, p -> Flow.down(p, 0), millis / 10);
            bulk(peer, p -> Flow.up(p, received), millis / 20);
            try (Connection echo = peer.open(Service.ECHO)) {
                new Echo(echo).exchange(MESSAGES);
            }
            try (Connection greeting = peer.open(Service.GREETING)) {
                greeting.readFully(new byte[GREETING_BYTES]);
            }
        } while (System.nanoTime() < until);
    }

    private static void bulk(Peer peer, Flows.Start start, long millis) throws IOException, InterruptedException {
        try (Flows flows = Flows.start(peer, STREAMS, start)) {
            flows.awaitAll(peer);
            Thread.sleep(millis);
        }
    }
}
