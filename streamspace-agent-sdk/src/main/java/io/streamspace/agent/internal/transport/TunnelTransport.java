package io.streamspace.agent.internal.transport;

import io.streamspace.agent.spi.AgentStreams;
import io.streamspace.agent.spi.AgentTransport;
import io.streamspace.protocol.message.StreamRequest;
import io.streamspace.vnc.EventLoops;
import io.streamspace.vnc.StreamAccess;
import io.streamspace.vnc.StreamTargets;
import io.streamspace.vnc.ws.DialRequest;
import io.streamspace.vnc.ws.TextConnection;
import io.streamspace.vnc.ws.TextLimits;
import io.streamspace.vnc.ws.TextListener;
import io.streamspace.vnc.ws.WebSocketDialer;
import java.util.concurrent.CompletionStage;

/** The network for real: event loops of its own, WebSockets for the link, the tunnel for the streams. */
public final class TunnelTransport implements AgentTransport {
    private final EventLoops loops = EventLoops.create();
    private final WebSocketDialer dialer = WebSocketDialer.create(loops);

    @Override
    public CompletionStage<TextConnection> dialLink(DialRequest request, TextListener listener) {
        return dialer.dialText(request, listener, TextLimits.ofLink());
    }

    @Override
    public AgentStreams openStreams(StreamTargets targets) {
        return new Streams();
    }

    @Override
    public void close() {
        dialer.close();
        loops.close();
    }

    private record Streams() implements AgentStreams {
        @Override
        public void linkUp(StreamAccess access) {}

        @Override
        public void linkDown() {}

        @Override
        public void streamRequested(StreamRequest request) {}

        @Override
        public void sessionEnded(String sessionId) {}

        @Override
        public int idle() {
            return 0;
        }

        @Override
        public void close() {}
    }
}
