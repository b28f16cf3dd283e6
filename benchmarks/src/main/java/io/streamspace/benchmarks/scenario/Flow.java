package io.streamspace.benchmarks.scenario;

import io.streamspace.benchmarks.desktop.Received;
import io.streamspace.benchmarks.desktop.Service;
import io.streamspace.benchmarks.desktop.SourceRequest;
import io.streamspace.benchmarks.peer.Connection;
import io.streamspace.benchmarks.peer.Peer;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** One endless stream of bytes and the number of those that have arrived. */
final class Flow implements AutoCloseable {
    private static final int READ_BYTES = 1 << 17;
    private static final int SENT_BYTES = 1 << 15;

    private final Connection connection;
    private final LongSupplier arrived;
    private final Runnable afterwards;

    private Flow(Connection connection, LongSupplier arrived, Runnable afterwards) {
        this.connection = connection;
        this.arrived = arrived;
        this.afterwards = afterwards;
    }

    /** A viewer that reads what a desktop sends, at that rate or, where it is 0, as fast as it goes. */
    static Flow down(Peer peer, long bytesPerSecond) throws IOException {
        Connection connection = peer.open(Service.SOURCE);
        connection.send(SourceRequest.endless(bytesPerSecond).encoded());
        AtomicLong arrived = new AtomicLong();
        Thread.ofPlatform().daemon().start(() -> read(connection, arrived));
        return new Flow(connection, arrived::get, () -> {});
    }

    /** A viewer that sends to a desktop as fast as it goes. */
    static Flow up(Peer peer, Received received) throws IOException {
        Connection connection = peer.open(Service.SINK);
        long name = received.newName();
        connection.send(Received.introduction(name));
        AtomicLong arrived = received.counter(name);
        Thread.ofPlatform().daemon().start(() -> write(connection));
        return new Flow(connection, arrived::get, () -> received.forget(name));
    }

    /** A viewer that reads nothing of what a desktop would send as fast as it can. */
    static Flow stalled(Peer peer) throws IOException {
        Connection connection = peer.open(Service.SOURCE);
        connection.send(SourceRequest.endless(0).encoded());
        return new Flow(connection, () -> 0, () -> {});
    }

    /** Bytes that have arrived at the other end. */
    long arrived() {
        return arrived.getAsLong();
    }

    private static void read(Connection connection, AtomicLong arrived) {
        byte[] buffer = new byte[READ_BYTES];
        try {
            for (int count = connection.read(buffer, 0, buffer.length);
                    count >= 0;
                    count = connection.read(buffer, 0, buffer.length)) {
                arrived.addAndGet(count);
            }
        } catch (IOException closed) {
            // By the scenario, which is done; an early end shows as a stream on which nothing arrives.
        }
    }

    private static void write(Connection connection) {
        byte[] message = connection.encoded(new byte[SENT_BYTES]);
        try {
            while (true) {
                connection.sendEncoded(message);
            }
        } catch (IOException closed) {
            // As above.
        }
    }

    @Override
    public void close() throws IOException {
        connection.close();
        afterwards.run();
    }
}
