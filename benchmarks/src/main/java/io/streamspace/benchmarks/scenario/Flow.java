package io.streamspace.benchmarks.scenario;

import io.streamspace.benchmarks.desktop.Received;
import io.streamspace.benchmarks.desktop.Service;
import io.streamspace.benchmarks.desktop.SourceRequest;
import io.streamspace.benchmarks.peer.Connection;
import io.streamspace.benchmarks.peer.Peer;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** One endless stream of bytes and the number of those that have arrived. Open at first; its bytes flow after {@link #begin}. */
final class Flow {
    private static final int READ_BYTES = 1 << 17;
    private static final int SENT_BYTES = 1 << 15;
    private static final long STOP_MS = 1_000;

    private final Connection connection;
    private final AtomicLong arrived;
    private final CountDownLatch go = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean stopped;

    private Flow(Connection connection, AtomicLong arrived, Work work) {
        this.connection = connection;
        this.arrived = arrived;
        // Started now, since starting a thread waits for it, which takes long beside a hundred busy ones.
        this.thread = Thread.ofPlatform().daemon().start(() -> run(work));
    }

    private interface Work {
        void of(Flow flow) throws IOException;
    }

    /** A viewer that reads what a desktop sends, at that rate or, where it is 0, as fast as it goes. */
    static Flow down(Peer peer, long bytesPerSecond) throws IOException {
        return new Flow(peer.open(Service.SOURCE), new AtomicLong(), flow -> flow.read(bytesPerSecond));
    }

    /** A viewer that sends to a desktop as fast as it goes. */
    static Flow up(Peer peer, Received received) throws IOException {
        long name = received.newName();
        return new Flow(peer.open(Service.SINK), received.counter(name), flow -> {
            flow.write(name);
            received.forget(name);
        });
    }

    /** A viewer that reads nothing of what a desktop would send as fast as it can. */
    static Flow stalled(Peer peer) throws IOException {
        return new Flow(
                peer.open(Service.SOURCE),
                new AtomicLong(),
                flow -> flow.connection.send(SourceRequest.endless(0).encoded()));
    }

    void begin() {
        go.countDown();
    }

    /** Bytes that have arrived at the other end. */
    long arrived() {
        return arrived.get();
    }

    private void run(Work work) {
        try {
            go.await();
            work.of(this);
        } catch (InterruptedException never) {
            Thread.currentThread().interrupt();
        } catch (IOException closed) {
            // By the scenario, which is done; an early end shows as a stream on which nothing arrives.
        }
    }

    private void read(long bytesPerSecond) throws IOException {
        connection.send(SourceRequest.endless(bytesPerSecond).encoded());
        byte[] buffer = new byte[READ_BYTES];
        int count = connection.read(buffer, 0, buffer.length);
        while (count >= 0 && !stopped) {
            arrived.addAndGet(count);
            count = connection.read(buffer, 0, buffer.length);
        }
        connection.close();
    }

    private void write(long name) throws IOException {
        connection.send(Received.introduction(name));
        byte[] message = connection.encoded(new byte[SENT_BYTES]);
        while (!stopped) {
            connection.sendEncoded(message);
        }
        connection.close();
    }

    /** Asks for the end: many that are busy end sooner by themselves than one thread could end them. */
    void stop() {
        stopped = true;
        go.countDown();
    }

    /** Waits for the end, and brings it about where nothing moves. */
    void close() throws IOException {
        stop();
        try {
            thread.join(STOP_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        connection.close();
    }
}
