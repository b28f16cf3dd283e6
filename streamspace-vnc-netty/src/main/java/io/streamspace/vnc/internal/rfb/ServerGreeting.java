package io.streamspace.vnc.internal.rfb;

import io.netty.buffer.ByteBuf;

/** The first bytes of the server: its version and, in RFB 3.3, the security type that it alone decides on. */
final class ServerGreeting {
    private static final int VERSION = 12;
    private static final int BYTES = VERSION + 4;

    private final byte[] bytes = new byte[BYTES];
    private int have;

    boolean complete() {
        return have == BYTES;
    }

    void observe(ByteBuf fromServer) {
        int take = Math.min(BYTES - have, fromServer.readableBytes());
        fromServer.getBytes(fromServer.readerIndex(), bytes, have, take);
        have += take;
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
