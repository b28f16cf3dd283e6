package io.streamspace.agent.spi;

import java.net.SocketAddress;
import java.nio.channels.ByteChannel;

/** How the agent reaches an endpoint of a session. */
public sealed interface EndpointConnection {
    /** An address that the agent connects to itself, by TCP or Unix socket: the fast way. */
    record Address(SocketAddress address) implements EndpointConnection {}

    /** A connection that the driver made, such as a port-forward. Blocking; the agent closes it. */
    record Channel(ByteChannel channel) implements EndpointConnection {}
}
