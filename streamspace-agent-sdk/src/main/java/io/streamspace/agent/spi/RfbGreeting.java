package io.streamspace.agent.spi;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * How a driver finds out that a desktop is up: a VNC server greets (RFC 6143, section 7.1). An open port alone may be a proxy's, or of a server that
 * hangs. Blocks as long as the streams do, so the connection needs a time limit of its own.
 */
public final class RfbGreeting {
    private static final int LENGTH = 12;
    private static final String VERSION = "RFB 003.008\n";
    private static final int NONE = 1;

    private RfbGreeting() {}

    /**
     * Reads the greeting of a connection that has just been made. It goes on to the end of the authentication, where the server asks for none, since
     * servers count connections that end before that as attacks and lock the address out.
     *
     * @throws IOException where the connection ends before there was anything to judge by
     */
    public static boolean isHeard(InputStream from, OutputStream to) throws IOException {
        var in = new DataInputStream(from);
        String greeting = new String(in.readNBytes(LENGTH), StandardCharsets.US_ASCII);
        if (!greeting.startsWith("RFB ")) {
            return false;
        }
        if (greeting.compareTo(VERSION) >= 0) {
            authenticate(in, to);
        }
        return true;
    }

    private static void authenticate(DataInputStream in, OutputStream out) {
        try {
            out.write(VERSION.getBytes(StandardCharsets.US_ASCII));
            byte[] types = in.readNBytes(in.readUnsignedByte());
            if (new String(types, StandardCharsets.ISO_8859_1).indexOf(NONE) >= 0) {
                out.write(NONE);
                in.readInt();
            }
        } catch (IOException e) {
            // It has greeted, which is all that is asked.
        }
    }
}
