package io.streamspace.benchmarks.scenario;

import io.streamspace.benchmarks.peer.Connection;
import java.io.IOException;
import java.util.Arrays;

/** A viewer that uses its desktop: a message of the size of a few pointer events, and the answer. */
final class Echo {
    private static final int MESSAGE_BYTES = 16;

    private final Connection connection;

    Echo(Connection connection) {
        this.connection = connection;
    }

    /** So many round trips, one after the other. */
    Latencies exchange(int messages) throws IOException {
        byte[] sent = new byte[MESSAGE_BYTES];
        byte[] received = new byte[MESSAGE_BYTES];
        long[] nanos = new long[messages];
        for (int i = 0; i < messages; i++) {
            Arrays.fill(sent, (byte) i);
            long start = System.nanoTime();
            connection.send(sent);
            connection.readFully(received);
            nanos[i] = System.nanoTime() - start;
            if (!Arrays.equals(sent, received)) {
                throw new IOException("message " + i + " came back changed");
            }
        }
        return new Latencies(nanos);
    }
}
