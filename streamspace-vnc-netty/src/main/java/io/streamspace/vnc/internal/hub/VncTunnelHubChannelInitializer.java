package io.streamspace.vnc.internal.hub;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.streamspace.protocol.AgentProtocol;
import io.streamspace.vnc.TunnelSettings;
import io.streamspace.vnc.ViewerGrant;
import io.streamspace.vnc.internal.frame.ControlFrames;
import io.streamspace.vnc.internal.frame.FrameDecoder;
import io.streamspace.vnc.internal.frame.FrameEncoder;
import io.streamspace.vnc.internal.frame.FrameMasking;
import io.streamspace.vnc.internal.frame.KeepAlive;
import io.streamspace.vnc.internal.stream.SocketTuning;
import io.streamspace.vnc.internal.stream.StreamConnection;
import org.jspecify.annotations.Nullable;

/** The hub's two pipelines: a viewer's, and that of an agent's stream connection. */
public final class VncTunnelHubChannelInitializer extends ChannelInitializer<Channel> {
    /** A viewer sends no text at all; the limit only has to let the right close code be chosen. */
    private static final int VIEWER_TEXT_BYTES = 1024;

    private final HubContext hub;
    private final String agentId;
    private final @Nullable ViewerGrant grant;

    private VncTunnelHubChannelInitializer(HubContext hub, String agentId, @Nullable ViewerGrant grant) {
        this.hub = hub;
        this.agentId = agentId;
        this.grant = grant;
    }

    /** A viewer that holds {@code grant}. */
    public static VncTunnelHubChannelInitializer ofViewer(HubContext hub, ViewerGrant grant) {
        return new VncTunnelHubChannelInitializer(hub, grant.agentId(), grant);
    }

    /** A stream connection of an authenticated agent. */
    public static VncTunnelHubChannelInitializer ofAgentStream(HubContext hub, String agentId) {
        return new VncTunnelHubChannelInitializer(hub, agentId, null);
    }

    @Override
    protected void initChannel(Channel channel) {
        if (!channel.isActive()) {
            // Closed already, so no handler would ever hear of its end.
            return;
        }
        SocketTuning.forStreams(channel);
        if (grant != null) {
            initViewer(channel, grant);
        } else {
            initAgentStream(channel);
        }
    }

    private void initViewer(Channel channel, ViewerGrant viewer) {
        ViewerControls controls = new ViewerControls(hub, viewer);
        ChannelPipeline pipeline = channel.pipeline();
        addWebSocket(pipeline, VIEWER_TEXT_BYTES);
        pipeline.addLast("traffic", controls.traffic());
        pipeline.addLast("rfb-inspector", controls.inspector());
        pipeline.addLast("viewer", new ViewerSide(channel, hub, controls));
    }

    private void initAgentStream(Channel channel) {
        AgentStreamArrival arrival = new AgentStreamArrival(hub, agentId);
        StreamConnection connection = new StreamConnection(channel, hub.codec(), arrival);
        addWebSocket(channel.pipeline(), AgentProtocol.MAX_STREAM_MESSAGE_BYTES);
        channel.pipeline().addLast("stream", connection);
        arrival.opened(connection);
    }

    private void addWebSocket(ChannelPipeline pipeline, int maxTextBytes) {
        TunnelSettings settings = hub.settings();
        pipeline.addLast("ws-decoder", FrameDecoder.ofClientFrames(maxTextBytes));
        pipeline.addLast("ws-encoder", new FrameEncoder(FrameMasking.NONE));
        pipeline.addLast("ws-control", new ControlFrames());
        pipeline.addLast("ws-keep-alive", new KeepAlive(settings.pingInterval(), settings.deadAfter()));
    }
}
