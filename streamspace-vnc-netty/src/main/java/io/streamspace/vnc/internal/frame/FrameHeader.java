package io.streamspace.vnc.internal.frame;

import io.netty.buffer.ByteBuf;

/** Collects a frame's header, of 2 to 14 bytes, from however small pieces. Reused for all frames of a connection. */
final class FrameHeader {
    static final int CONTINUATION = 0x0;
    static final int TEXT = 0x1;
    static final int BINARY = 0x2;
    static final int CLOSE = 0x8;
    static final int PING = 0x9;
    static final int PONG = 0xA;
    static final int FIN = 0x80;
    static final int COMPRESSED = 0x40;
    static final int MASKED = 0x80;
    static final int MAX_CONTROL_PAYLOAD = 125;
    static final int MAX_BYTES = 14;

    private final byte[] bytes = new byte[MAX_BYTES];
    private int have;

    /** Takes what the header still needs; true once it is complete. */
    boolean read(ByteBuf in) {
        while (in.isReadable()) {
            int take = Math.min(in.readableBytes(), size() - have);
            in.readBytes(bytes, have, take);
            have += take;
            if (have >= 2 && have == size()) {
                return true;
            }
        }
        return false;
    }

    void reset() {
        have = 0;
    }

    boolean fin() {
        return (bytes[0] & FIN) != 0;
    }

    /** Whether a bit is set that no extension uses. */
    boolean reservedBits() {
        return (bytes[0] & 0x30) != 0;
    }

    /** Whether the bit that an extension may use for compression is set. */
    boolean compressed() {
        return (bytes[0] & COMPRESSED) != 0;
    }

    int opcode() {
        return bytes[0] & 0x0F;
    }

    boolean control() {
        return opcode() >= CLOSE;
    }

    boolean masked() {
        return (bytes[1] & MASKED) != 0;
    }

    /** The payload's length; negative where the sender set the highest bit. */
    long payloadLength() {
        int brief = bytes[1] & 0x7F;
        return brief < 126 ? brief : number(2, brief == 126 ? 2 : 8);
    }

    /** Whether the length stands in the shortest form, as section 5.2 demands. */
    boolean lengthIsMinimal() {
        int brief = bytes[1] & 0x7F;
        return brief < 126 || payloadLength() > (brief == 126 ? 125 : 0xFFFF) || payloadLength() < 0;
    }

    int maskingKey() {
        return masked() ? (int) number(size() - 4, 4) : 0;
    }

    private int size() {
        if (have < 2) {
            return 2;
        }
        int brief = bytes[1] & 0x7F;
        int extended = brief < 126 ? 0 : brief == 126 ? 2 : 8;
        return 2 + extended + (masked() ? 4 : 0);
    }

    private long number(int from, int count) {
        long value = 0;
        for (int i = from; i < from + count; i++) {
            value = value << 8 | bytes[i] & 0xFF;
        }
        return value;
    }
}
