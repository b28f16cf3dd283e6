package io.streamspace.vnc.internal.rfb;

import java.util.HexFormat;

/**
 * Where in the client's part of the conversation a filter stands, as a short text, so that another filter can go on from there (rule
 * P-5.13).
 *
 * @param head the beginning of the unit that is being read, which has been passed on
 * @param rest bytes of the present message that are still to come
 * @param dropping whether those bytes are dropped
 * @param greeting the server's first bytes, as long as something follows from them
 */
record ClientPosition(
        ClientPhase phase,
        byte[] head,
        long rest,
        boolean dropping,
        long encodingsLeft,
        boolean extendedButtons,
        byte[] greeting) {
    private static final HexFormat HEX = HexFormat.of();
    private static final int FIELDS = 7;

    ClientPosition {
        if (head.length >= ClientMessage.MAX_HEAD || greeting.length > ServerGreeting.BYTES) {
            throw new IllegalArgumentException("a position of an RFB client holds more bytes than any head has");
        }
        if (rest < 0 || encodingsLeft < 0) {
            throw new IllegalArgumentException("a position of an RFB client cannot owe less than nothing");
        }
    }

    String text() {
        return String.join(
                "/",
                phase.name(),
                HEX.formatHex(head),
                Long.toString(rest),
                Boolean.toString(dropping),
                Long.toString(encodingsLeft),
                Boolean.toString(extendedButtons),
                HEX.formatHex(greeting));
    }

    /**
     * Reads {@link #text()}.
     *
     * @throws IllegalArgumentException where it is none
     */
    static ClientPosition parse(String text) {
        String[] fields = text.split("/", -1);
        if (fields.length != FIELDS) {
            throw new IllegalArgumentException("a position of an RFB client has " + FIELDS + " fields");
        }
        return new ClientPosition(
                ClientPhase.valueOf(fields[0]),
                HEX.parseHex(fields[1]),
                Long.parseLong(fields[2]),
                Boolean.parseBoolean(fields[3]),
                Long.parseLong(fields[4]),
                Boolean.parseBoolean(fields[5]),
                HEX.parseHex(fields[6]));
    }
}
