package io.streamspace.benchmarks.peer;

import java.io.IOException;

/** A viewer's end of a stream; blocking, for one reading and one writing thread. */
public interface Connection extends AutoCloseable {
    /** Sends all of it, as one message where the peer knows messages. */
    default void send(byte[] payload) throws IOException {
        sendEncoded(encoded(payload));
    }

    /** What goes over the wire for this message: made once where the same message is sent many times. */
    byte[] encoded(byte[] payload);

    /** Sends what {@link #encoded} gave. */
    void sendEncoded(byte[] message) throws IOException;

    /** Reads up to {@code count} bytes of payload; -1 at the end of the stream. */
    int read(byte[] buffer, int from, int count) throws IOException;

    /** Reads until the buffer is full. */
    default void readFully(byte[] buffer) throws IOException {
        int have = 0;
        while (have < buffer.length) {
            int count = read(buffer, have, buffer.length - have);
            if (count < 0) {
                throw new IOException("the stream ended after " + have + " of " + buffer.length + " bytes");
            }
            have += count;
        }
    }

    @Override
    void close() throws IOException;
}
