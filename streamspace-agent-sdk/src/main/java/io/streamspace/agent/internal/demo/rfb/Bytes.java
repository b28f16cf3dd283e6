package io.streamspace.agent.internal.demo.rfb;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** A growing buffer of network-order fields; {@link #clear()} keeps the memory for the next message. */
final class Bytes {
    private byte[] data = new byte[1024];
    private int size;

    Bytes u8(int value) {
        room(1);
        data[size++] = (byte) value;
        return this;
    }

    Bytes u16(int value) {
        return u8(value >>> 8).u8(value);
    }

    Bytes u32(int value) {
        return u16(value >>> 16).u16(value);
    }

    Bytes zeros(int count) {
        room(count);
        Arrays.fill(data, size, size + count, (byte) 0);
        size += count;
        return this;
    }

    Bytes put(byte[] source) {
        return put(source, source.length);
    }

    Bytes put(byte[] source, int length) {
        room(length);
        System.arraycopy(source, 0, data, size, length);
        size += length;
        return this;
    }

    /** The buffer itself, valid up to {@link #size()} and until the next write. */
    byte[] array() {
        return data;
    }

    int size() {
        return size;
    }

    Bytes clear() {
        size = 0;
        return this;
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(data, 0, size);
    }

    private void room(int more) {
        if (data.length - size < more) {
            data = Arrays.copyOf(data, Math.max(data.length * 2, size + more));
        }
    }
}
