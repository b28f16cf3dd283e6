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
import io.streamspace.vnc.internal.stream.Nobody;
import io.streamspace.vnc.internal.stream.SocketTuning;
import io.streamspace.vnc.internal.stream.StreamConnection;

/** The hub's pipelines: those of viewers, and that of an agent's stream connection. */
public final class VncTunnelHubChannelInitializer extends ChannelInitializer<Channel> {
    /** A plain viewer sends no text at all, and a resuming one short texts. */
    private static final int VIEWER_TEXT_BYTES = 1024;

    private final HubContext hub;
    private final Kind kind;

    /** Who is at the other end. */
    private sealed interface Kind {
        record Agent(String agentId) implements Kind {}

        record PlainViewer(ViewerGrant grant) implements Kind {}

        record ResumingViewer(ViewerGrant grant, boolean comesBack) implements Kind {}
    }

    private VncTunnelHubChannelInitializer(HubContext hub, Kind kind) {
        this.hub = hub;
        this.kind = kind;
    }

    /** A viewer that holds {@code grant} and whose stream ends with its WebSocket. */
    public static VncTunnelHubChannelInitializer ofViewer(HubContext hub, ViewerGrant grant) {
        return new VncTunnelHubChannelInitializer(hub, new Kind.PlainViewer(grant));
    }

    /**
     * A viewer that holds {@code grant} and whose stream survives its WebSocket.
     *
     * @param comesBack whether it wants to continue a stream
     */
    public static VncTunnelHubChannelInitializer ofResumingViewer(
            HubContext hub, ViewerGrant grant, boolean comesBack) {
        return new VncTunnelHubChannelInitializer(hub, new Kind.ResumingViewer(grant, comesBack));
    }

    /** A stream connection of an authenticated agent. */
    public static VncTunnelHubChannelInitializer ofAgentStream(HubContext hub, String agentId) {
        return new VncTunnelHubChannelInitializer(hub, new Kind.Agent(agentId));
    }

    @Override
    protected void initChannel(Channel channel) {
        if (!channel.isActive()) {
            // Closed already, so no handler would ever hear of its end.
            return;
        }
        SocketTuning.forStreams(channel);
        switch (kind) {
            case Kind.PlainViewer viewer -> initPlainViewer(channel, viewer.grant());
            case Kind.ResumingViewer viewer -> initResumingViewer(channel, viewer.grant(), viewer.comesBack());
            case Kind.Agent agent -> initAgentStream(channel, agent.agentId());
        }
    }

    private void initPlainViewer(Channel channel, ViewerGrant viewer) {
        ViewerHandlers handlers = new ViewerHandlers(hub, viewer);
        ChannelPipeline pipeline = channel.pipeline();
        addWebSocket(pipeline, VIEWER_TEXT_BYTES);
        addPolicy(pipeline, handlers);
        pipeline.addLast("viewer", new ViewerSide(channel, hub, new ViewerControls(hub, viewer, handlers)));
    }

    private void initResumingViewer(Channel channel, ViewerGrant grant, boolean comesBack) {
        StreamConnection connection = StreamConnection.ofViewer(channel, hub.codec(), Nobody.INSTANCE);
        ViewerLeg leg = new ViewerLeg(connection, new ViewerHandlers(hub, grant));
        ChannelPipeline pipeline = channel.pipeline();
        addWebSocket(pipeline, VIEWER_TEXT_BYTES);
        addPolicy(pipeline, leg.handlers());
        pipeline.addLast("stream", connection);
        if (comesBack) {
            ViewerArrival.await(hub, grant, leg);
        } else {
            RelayedStream.open(hub, grant, leg);
        }
    }

    private static void addPolicy(ChannelPipeline pipeline, ViewerHandlers handlers) {
        pipeline.addLast("traffic", handlers.traffic());
        pipeline.addLast("rfb-inspector", handlers.inspector());
    }

    private void initAgentStream(Channel channel, String agentId) {
        AgentStreamArrival arrival = new AgentStreamArrival(hub, agentId);
        StreamConnection connection = StreamConnection.ofAgent(channel, hub.codec(), arrival);
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
