package io.streamspace.vnc.internal.frame;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** XOR with the four bytes of a masking key (RFC 6455, section 5.3). */
final class Masking {
    private Masking() {}

    /** Masks or unmasks in place; {@code key} holds the key's first byte in its highest bits. */
    static void apply(ByteBuf buffer, int index, int length, int key) {
        if (key == 0 || length == 0) {
            return;
        }
        if (buffer.nioBufferCount() == 1) {
            apply(buffer.internalNioBuffer(index, length), key);
        } else {
            for (int i = 0; i < length; i++) {
                buffer.setByte(index + i, buffer.getByte(index + i) ^ keyByte(key, i));
            }
        }
    }

    /** The key for the bytes that follow {@code consumed} masked bytes. */
    static int advance(int key, int consumed) {
        return Integer.rotateLeft(key, (consumed & 3) << 3);
    }

    private static void apply(ByteBuffer bytes, int key) {
        bytes.order(ByteOrder.BIG_ENDIAN);
        long wide = ((long) key << 32) | (key & 0xFFFF_FFFFL);
        int at = bytes.position();
        int end = bytes.limit();
        for (; at + 8 <= end; at += 8) {
            bytes.putLong(at, bytes.getLong(at) ^ wide);
        }
        for (int i = 0; at < end; at++, i++) {
            bytes.put(at, (byte) (bytes.get(at) ^ keyByte(key, i)));
        }
    }

    private static int keyByte(int key, int position) {
        return key >>> (24 - ((position & 3) << 3));
    }
}
