package io.streamspace.agent.tck;

import io.streamspace.agent.spi.EndpointConnection;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** The first thing that a VNC server says. */
final class RfbBanner {
    private static final int LENGTH = 12;

    private RfbBanner() {}

    /** Connects and reads the banner, such as {@code RFB 003.008}; blocks as long as the server is silent. */
    static String read(EndpointConnection endpoint) throws IOException {
        try (ByteChannel channel = open(endpoint)) {
            ByteBuffer banner = ByteBuffer.allocate(LENGTH);
            while (banner.hasRemaining()) {
                if (channel.read(banner) < 0) {
                    throw new EOFException("the desktop closed the connection after " + banner.position() + " bytes");
                }
            }
            return new String(banner.array(), StandardCharsets.US_ASCII).trim();
        }
    }

    private static ByteChannel open(EndpointConnection endpoint) throws IOException {
        return switch (endpoint) {
            case EndpointConnection.Address address -> connect(address.address());
            case EndpointConnection.Channel made -> made.channel();
        };
    }

    private static SocketChannel connect(SocketAddress address) throws IOException {
        if (address instanceof UnixDomainSocketAddress) {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            channel.connect(address);
            return channel;
        }
        return SocketChannel.open(address);
    }
}
