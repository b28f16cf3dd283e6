package io.streamspace.vnc.internal.rfb;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** The first bytes of the server: its version and, in RFB 3.3, the security type that it alone decides on. */
final class ServerGreeting {
    private static final int VERSION = 12;
    static final int BYTES = VERSION + 4;

    private final byte[] bytes = new byte[BYTES];
    private int have;
    /** How many of them came this way; fewer than are known where another filter saw more. */
    private int seen;

    boolean complete() {
        return have == BYTES;
    }

    void observe(ByteBuf fromServer) {
        int known = have - seen;
        int take = Math.min(BYTES - have, fromServer.readableBytes() - known);
        if (take > 0) {
            fromServer.getBytes(fromServer.readerIndex() + known, bytes, have, take);
            have += take;
        }
        seen = Math.min(have, seen + fromServer.readableBytes());
    }

    byte[] known() {
        return Arrays.copyOf(bytes, have);
    }

    /** Another filter knew so much, and the server's next byte here is its number {@code position}. */
    void restore(byte[] known, long position) {
        System.arraycopy(known, 0, bytes, 0, known.length);
        have = known.length;
        seen = (int) Math.min(have, position);
    }

    /** The security type of an RFB 3.3 server; 0 while it is not known. */
    int securityType() {
        int type = 0;
        for (int i = VERSION; i < have; i++) {
            type = type << 8 | bytes[i] & 0xFF;
        }
        return complete() ? type : 0;
    }
}
