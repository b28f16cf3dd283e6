package io.streamspace.agent.tck;

import java.io.IOException;

/** A connection of bytes, as a viewer sees it. Blocking; one thread reads and one writes. */
interface ByteLine extends AutoCloseable {
    /** The next bytes, exactly so many. */
    byte[] read(int count) throws IOException, InterruptedException;

    /** Sends bytes; waits while the other side does not take them. */
    void write(byte[] bytes) throws IOException, InterruptedException;

    @Override
    void close();
}
