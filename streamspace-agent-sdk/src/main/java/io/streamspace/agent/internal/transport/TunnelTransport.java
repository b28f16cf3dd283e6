package io.streamspace.agent.internal.transport;

import io.micrometer.core.instrument.MeterRegistry;
import io.streamspace.agent.spi.AgentStreams;
import io.streamspace.agent.spi.AgentTransport;
import io.streamspace.protocol.message.StreamRequest;
import io.streamspace.vnc.AgentTunnel;
import io.streamspace.vnc.EventLoops;
import io.streamspace.vnc.StreamAccess;
import io.streamspace.vnc.StreamTargets;
import io.streamspace.vnc.ws.DialRequest;
import io.streamspace.vnc.ws.TextConnection;
import io.streamspace.vnc.ws.TextLimits;
import io.streamspace.vnc.ws.TextListener;
import io.streamspace.vnc.ws.WebSocketDialer;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The network for real: event loops of its own, WebSockets for the link, the tunnel for the streams. */
public final class TunnelTransport implements AgentTransport {
    private final EventLoops loops = EventLoops.create();
    private final WebSocketDialer dialer = WebSocketDialer.create(loops);
    private final MeterRegistry meters;
    private volatile @Nullable AgentTunnel tunnel;

    /** A network of its own, whose streams are counted in {@code meters}. */
    public TunnelTransport(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public CompletionStage<TextConnection> dialLink(DialRequest request, TextListener listener) {
        return dialer.dialText(request, listener, TextLimits.ofLink());
    }

    @Override
    public AgentStreams openStreams(StreamTargets targets) {
        AgentTunnel opened = AgentTunnel.builder(loops, targets).meters(meters).build();
        tunnel = opened;
        return new Streams(opened);
    }

    @Override
    public void close() {
        AgentTunnel opened = tunnel;
        if (opened != null) {
            opened.close();
        }
        dialer.close();
        loops.close();
    }

    private record Streams(AgentTunnel tunnel) implements AgentStreams {
        @Override
        public void linkUp(StreamAccess access) {
            tunnel.linkUp(access);
        }

        @Override
        public void linkDown() {
            tunnel.linkDown();
        }

        @Override
        public void streamRequested(StreamRequest request) {
            tunnel.streamRequested(request);
        }

        @Override
        public void sessionEnded(String sessionId) {
            tunnel.sessionEnded(sessionId);
        }

        @Override
        public int idle() {
            return tunnel.idleStreams();
        }

        @Override
        public void close() {
            tunnel.close();
        }
    }
}
