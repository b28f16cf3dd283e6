package io.streamspace.benchmarks.scenario;

import io.streamspace.benchmarks.desktop.Service;
import io.streamspace.benchmarks.desktop.SourceRequest;
import io.streamspace.benchmarks.peer.Connection;
import io.streamspace.benchmarks.peer.Peer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Streams beside the one that is measured, until closed. */
final class Bulk implements AutoCloseable {
    private static final int BUFFER = 1 << 17;

    private final List<Connection> connections = new ArrayList<>();

    /** A viewer that reads what a desktop sends at that rate. */
    static Bulk reading(Peer peer, long bytesPerSecond) throws IOException {
        Bulk bulk = new Bulk();
        bulk.open(peer, bytesPerSecond);
        Connection connection = bulk.connections.getFirst();
        Thread.ofPlatform().daemon().start(() -> drain(connection));
        return bulk;
    }

    /** Viewers that read nothing of what desktops would send as fast as they can. */
    static Bulk stalled(Peer peer, int viewers) throws IOException {
        Bulk bulk = new Bulk();
        for (int i = 0; i < viewers; i++) {
            bulk.open(peer, 0);
        }
        return bulk;
    }

    private void open(Peer peer, long bytesPerSecond) throws IOException {
        Connection connection = peer.open(Service.SOURCE);
        connections.add(connection);
        connection.send(SourceRequest.endless(bytesPerSecond).encoded());
    }

    private static void drain(Connection connection) {
        byte[] buffer = new byte[BUFFER];
        try {
            while (connection.read(buffer, 0, buffer.length) >= 0) {
                // Nobody looks at it.
            }
        } catch (IOException closed) {
            // By the scenario, which is done.
        }
    }

    @Override
    public void close() throws IOException {
        for (Connection connection : connections) {
            connection.close();
        }
    }
}
