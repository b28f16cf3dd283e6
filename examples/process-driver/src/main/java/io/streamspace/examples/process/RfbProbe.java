package io.streamspace.examples.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Ports on loopback, and who answers there. */
final class RfbProbe {
    private static final int CONNECT_MILLIS = 500;
    private static final int READ_MILLIS = 1000;

    private RfbProbe() {}

    /** Whether a VNC server greets: an open port alone may be one that hangs. */
    static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(address(port), CONNECT_MILLIS);
            socket.setSoTimeout(READ_MILLIS);
            byte[] banner = socket.getInputStream().readNBytes(12);
            return new String(banner, StandardCharsets.US_ASCII).startsWith("RFB ");
        } catch (IOException e) {
            return false;
        }
    }

    static InetSocketAddress address(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** Free at this moment; whoever uses it must be ready to find it taken. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
