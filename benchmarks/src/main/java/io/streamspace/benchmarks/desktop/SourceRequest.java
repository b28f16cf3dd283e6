package io.streamspace.benchmarks.desktop;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * What a viewer asks of {@link Service#SOURCE}.
 *
 * @param bytes how many
 * @param bytesPerSecond as fast as possible where 0
 */
public record SourceRequest(long bytes, long bytesPerSecond) {
    /** So many bytes at full speed. */
    public static SourceRequest of(long bytes) {
        return new SourceRequest(bytes, 0);
    }

    /** Bytes until the viewer goes. */
    public static SourceRequest endless(long bytesPerSecond) {
        return new SourceRequest(Long.MAX_VALUE, bytesPerSecond);
    }

    static SourceRequest read(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        return new SourceRequest(data.readLong(), data.readLong());
    }

    /** As it goes over the wire. */
    public byte[] encoded() {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(bytes)
                .putLong(bytesPerSecond)
                .array();
    }
}
