package io.streamspace.benchmarks.peer;

import io.streamspace.benchmarks.desktop.Service;
import java.io.IOException;

/** One way from a viewer to a desktop, running and ready. */
public interface Peer extends AutoCloseable {
    /** The head of its column. */
    String name();

    /** Whether the desktop's side is the one that connects, as an agent behind a firewall has to. */
    default boolean dialsOut() {
        return false;
    }

    /** More streams at once are not asked of it. */
    default int mostStreams() {
        return Integer.MAX_VALUE;
    }

    /** Whether it becomes faster with use, as programs do that are compiled while they run. */
    default boolean warmsUp() {
        return false;
    }

    /** A new stream to a desktop. Scenarios call it from several threads. */
    Connection open(Service service) throws IOException;

    /** The processes between viewer and desktop. */
    Relay relay();

    @Override
    void close() throws IOException;
}
