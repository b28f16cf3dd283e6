package io.streamspace.benchmarks.peer;

import io.streamspace.protocol.AgentProtocol;
import io.streamspace.vnc.EventLoops;
import io.streamspace.vnc.HubTunnel;
import io.streamspace.vnc.ServerTls;
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
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The hub's half of the tunnel without the hub: everybody may in, and each session is one of the benchmark's desktops. A viewer's path ends
 * with the session's and the agent's name, {@code source@agent-1}.
 */
final class HubProcess implements TunnelHost {
    /** Header in which an agent says who it is; the real hub looks at its key. */
    static final String AGENT_HEADER = "x-benchmark-agent";

    static final long EPOCH = 1;

    private final HubTunnel tunnel = HubTunnel.builder(this).build();
    private final AtomicLong viewers = new AtomicLong();
    private final PrintStream link;

    private HubProcess(PrintStream link) {
        this.link = link;
    }

    /** Runs until standard input ends. The arguments are the files of a certificate and its key, or there are none. */
    public static void main(String[] arguments) throws IOException {
        HubProcess hub = new HubProcess(System.out);
        ServerTls tls = arguments.length == 0 ? null : new ServerTls(Path.of(arguments[0]), Path.of(arguments[1]));
        try (EventLoops loops = EventLoops.create();
                UpgradeServer server = UpgradeServer.start(
                        loops, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), hub::route, tls)) {
            hub.say(String.valueOf(server.port()));
            System.in.transferTo(OutputStream.nullOutputStream());
            hub.tunnel.close();
        }
    }

    private Optional<CompletionStage<UpgradeDecision>> route(UpgradeRequest request) {
        if (request.path().equals(AgentProtocol.STREAM_PATH)) {
            String agent = Objects.requireNonNull(request.headers().get(AGENT_HEADER), AGENT_HEADER)
                    .getFirst();
            return Optional.of(CompletableFuture.completedFuture(tunnel.acceptAgentStream(agent)));
        }
        if (!request.path().startsWith(AgentProtocol.VIEWER_PATH_PREFIX)) {
            return Optional.empty();
        }
        String[] names = request.path()
                .substring(AgentProtocol.VIEWER_PATH_PREFIX.length())
                .split("@");
        String viewer = "viewer-" + viewers.incrementAndGet();
        var grant = new ViewerGrant(viewer, names[0], names[1], "vnc", ViewerMode.CONTROL, "benchmark");
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
        say(agentId + " " + streamId + " " + sessionId);
        return true;
    }

    @Override
    public void viewerOpened(ViewerGrant viewer) {}

    @Override
    public void viewerClosed(ViewerGrant viewer, int closeCode) {}

    @Override
    public void activity(ViewerGrant viewer) {}
}
