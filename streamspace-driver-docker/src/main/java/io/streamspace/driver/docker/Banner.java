package io.streamspace.driver.docker;

import io.streamspace.agent.spi.RfbGreeting;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;

/** Whether a VNC server greets: an open port alone may be a proxy's, or of a server that hangs. */
final class Banner {
    private static final int READ_MILLIS = 1000;

    private final int connectMillis;

    Banner(int connectMillis) {
        this.connectMillis = connectMillis;
    }

    /** Connects once and reads the greeting. */
    boolean isShown(InetSocketAddress address) throws InterruptedException {
        // A channel's socket, unlike a plain one, is closed by an interrupt.
        try (SocketChannel channel = SocketChannel.open()) {
            channel.socket().connect(address, connectMillis);
            channel.socket().setSoTimeout(READ_MILLIS);
            return RfbGreeting.isHeard(
                    channel.socket().getInputStream(), channel.socket().getOutputStream());
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while waiting for the desktop");
            }
            return false;
        }
    }
}
