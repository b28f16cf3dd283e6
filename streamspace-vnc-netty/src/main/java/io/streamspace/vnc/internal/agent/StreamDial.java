package io.streamspace.vnc.internal.agent;

import io.netty.channel.EventLoop;
import io.streamspace.protocol.AgentProtocol;
import io.streamspace.protocol.Capability;
import io.streamspace.vnc.StreamAccess;
import io.streamspace.vnc.internal.frame.FrameMasking;
import io.streamspace.vnc.internal.stream.StreamConnection;
import io.streamspace.vnc.internal.stream.StreamEvents;
import io.streamspace.vnc.ws.DialRequest;
import java.util.concurrent.CompletionStage;

/** Dials one stream connection. */
final class StreamDial {
    private StreamDial() {}

    /** The connection, open and with nothing said; the stage completes on {@code loop} where it succeeds. */
    static CompletionStage<StreamConnection> dial(
            AgentContext agent, StreamAccess access, EventLoop loop, StreamEvents owner) {
        boolean zero = access.capabilities().contains(Capability.ZERO_MASK);
        var initializer =
                new VncTunnelAgentChannelInitializer(agent, zero ? FrameMasking.ZERO : FrameMasking.random(), owner);
        var request = new DialRequest(
                access.streamUri(),
                AgentProtocol.STREAM_SUBPROTOCOL,
                access.headers(),
                AgentProtocol.HANDSHAKE_TIMEOUT);
        return agent.dialer()
                .dial(request, channel -> channel.pipeline().addLast(initializer), loop)
                .thenApply(channel -> initializer.connection());
    }
}
