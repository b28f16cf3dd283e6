package io.streamspace.vnc.internal.agent;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.streamspace.protocol.AgentProtocol;
import io.streamspace.vnc.internal.frame.ControlFrames;
import io.streamspace.vnc.internal.frame.FrameDecoder;
import io.streamspace.vnc.internal.frame.FrameEncoder;
import io.streamspace.vnc.internal.frame.FrameMasking;
import io.streamspace.vnc.internal.frame.KeepAlive;
import io.streamspace.vnc.internal.stream.SocketTuning;
import io.streamspace.vnc.internal.stream.StreamConnection;
import io.streamspace.vnc.internal.stream.StreamEvents;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The agent's pipeline of a stream connection. */
final class VncTunnelAgentChannelInitializer extends ChannelInitializer<Channel> {
    private final AgentContext agent;
    private final FrameMasking masking;
    private final StreamEvents owner;
    private @Nullable StreamConnection connection;

    VncTunnelAgentChannelInitializer(AgentContext agent, FrameMasking masking, StreamEvents owner) {
        this.agent = agent;
        this.masking = masking;
        this.owner = owner;
    }

    StreamConnection connection() {
        return Objects.requireNonNull(connection, "the channel is not initialized");
    }

    @Override
    protected void initChannel(Channel channel) {
        SocketTuning.forStreams(channel);
        connection = StreamConnection.ofAgent(channel, agent.codec(), owner);
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addLast("ws-decoder", FrameDecoder.ofServerFrames(AgentProtocol.MAX_STREAM_MESSAGE_BYTES));
        pipeline.addLast("ws-encoder", new FrameEncoder(masking));
        pipeline.addLast("ws-control", new ControlFrames());
        pipeline.addLast(
                "ws-keep-alive",
                new KeepAlive(agent.settings().pingInterval(), agent.settings().deadAfter()));
        pipeline.addLast("stream", connection);
    }
}
