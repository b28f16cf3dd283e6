package io.streamspace.hub.testing;

import io.streamspace.protocol.AgentProtocol;
import io.streamspace.vnc.EventLoops;
import io.streamspace.vnc.ws.DialRequest;
import io.streamspace.vnc.ws.TextLimits;
import io.streamspace.vnc.ws.TextListener;
import io.streamspace.vnc.ws.WebSocketDialer;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A control link over a real socket. */
public final class SocketWire implements Wire, AutoCloseable {
    private final EventLoops loops = EventLoops.create(1);
    private final WebSocketDialer dialer = WebSocketDialer.create(loops);
    private final DialRequest request;

    public SocketWire(int port, String path, String agentId, String key) {
        request = new DialRequest(
                URI.create("ws://127.0.0.1:" + port + path + "?agent_id=" + agentId),
                AgentProtocol.LINK_SUBPROTOCOL,
                Map.of("Authorization", "Bearer " + key),
                Duration.ofSeconds(20));
    }

    /** @throws java.util.concurrent.CompletionException with what the dialer says */
    @Override
    public void open(TextListener agent) {
        dialer.dialText(request, agent, TextLimits.ofLink())
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    @Override
    public void close() {
        dialer.close();
        loops.close();
    }
}
