package io.streamspace.vnc;

import java.net.SocketAddress;
import java.nio.channels.ByteChannel;

/** Where the agent's side of a stream leads. */
public sealed interface StreamTarget {
    /** An address to connect to, by TCP or Unix socket. */
    record Address(SocketAddress address) implements StreamTarget {}

    /** A connection that is there already; blocking, closed by the tunnel. */
    record Channel(ByteChannel channel) implements StreamTarget {}
}
