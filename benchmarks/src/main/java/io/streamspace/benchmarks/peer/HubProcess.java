package io.streamspace.benchmarks.peer;

import io.streamspace.protocol.AgentProtocol;
import io.streamspace.vnc.EventLoops;
import io.streamspace.vnc.HubTunnel;
import io.streamspace.vnc.TunnelHost;
import io.streamspace.vnc.UpgradeServer;
import io.streamspace.vnc.ViewerGrant;
import io.streamspace.vnc.ViewerMode;
import io.streamspace.vnc.ws.UpgradeDecision;
import io.streamspace.vnc.ws.UpgradeRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/** The hub's half of the tunnel without the hub: everybody may in, and each session is one of the benchmark's desktops. */
final class HubProcess implements TunnelHost {
    static final String AGENT = "agent-1";
    static final long EPOCH = 1;

    private final HubTunnel tunnel = HubTunnel.builder(this).build();
    private final AtomicLong viewers = new AtomicLong();
    private final PrintStream link;

    private HubProcess(PrintStream link) {
        this.link = link;
    }

    /** Runs until standard input ends. */
    public static void main(String[] arguments) throws IOException {
        HubProcess hub = new HubProcess(System.out);
        try (EventLoops loops = EventLoops.create();
                UpgradeServer server = UpgradeServer.start(
                        loops, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), hub::route, null)) {
            hub.say(String.valueOf(server.port()));
            System.in.transferTo(OutputStream.nullOutputStream());
            hub.tunnel.close();
        }
    }

    private Optional<CompletionStage<UpgradeDecision>> route(UpgradeRequest request) {
        if (request.path().equals(AgentProtocol.STREAM_PATH)) {
            return Optional.of(CompletableFuture.completedFuture(tunnel.acceptAgentStream(AGENT)));
        }
        if (!request.path().startsWith(AgentProtocol.VIEWER_PATH_PREFIX)) {
            return Optional.empty();
        }
        String session = request.path().substring(AgentProtocol.VIEWER_PATH_PREFIX.length());
        String viewer = "viewer-" + viewers.incrementAndGet();
        var grant = new ViewerGrant(viewer, session, AGENT, "vnc", ViewerMode.CONTROL, "benchmark");
        return Optional.of(CompletableFuture.completedFuture(tunnel.acceptViewer(grant)));
    }

    /** Standard output is the link to the agent. */
    private void say(String line) {
        link.println(line);
        link.flush();
    }

    @Override
    public boolean isCurrent(String agentId, long epoch) {
        return epoch == EPOCH;
    }

    @Override
    public boolean requestStream(String agentId, String streamId, String sessionId) {
        say(streamId + " " + sessionId);
        return true;
    }

    @Override
    public void viewerOpened(ViewerGrant viewer) {}

    @Override
    public void viewerClosed(ViewerGrant viewer, int closeCode) {}

    @Override
    public void activity(ViewerGrant viewer) {}
}
