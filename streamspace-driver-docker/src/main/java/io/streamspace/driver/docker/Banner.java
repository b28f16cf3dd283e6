package io.streamspace.driver.docker;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** Whether a VNC server greets: an open port alone may be a proxy's, or of a server that hangs. */
final class Banner {
    private static final int LENGTH = 12;
    private static final int READ_MILLIS = 1000;
    private static final byte[] VERSION = "RFB 003.008\n".getBytes(StandardCharsets.US_ASCII);
    private static final int NONE = 1;

    private final int connectMillis;

    Banner(int connectMillis) {
        this.connectMillis = connectMillis;
    }

    /**
     * Connects once and reads the greeting. It goes on to the end of the authentication, where the server asks for none, since servers count
     * connections that end before that as attacks and lock the address out.
     */
    boolean isShown(InetSocketAddress address) throws InterruptedException {
        // A channel's socket, unlike a plain one, is closed by an interrupt.
        try (SocketChannel channel = SocketChannel.open()) {
            channel.socket().connect(address, connectMillis);
            channel.socket().setSoTimeout(READ_MILLIS);
            var in = new DataInputStream(channel.socket().getInputStream());
            String greeting = new String(in.readNBytes(LENGTH), StandardCharsets.US_ASCII);
            if (!greeting.startsWith("RFB ")) {
                return false;
            }
            if (greeting.compareTo("RFB 003.008") >= 0) {
                authenticate(in, channel.socket().getOutputStream());
            }
            return true;
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while waiting for the desktop");
            }
            return false;
        }
    }

    private static void authenticate(DataInputStream in, OutputStream out) {
        try {
            out.write(VERSION);
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
