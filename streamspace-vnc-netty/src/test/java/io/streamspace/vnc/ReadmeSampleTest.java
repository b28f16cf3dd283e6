package io.streamspace.vnc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.streamspace.protocol.AgentProtocol;
import io.streamspace.protocol.CloseCode;
import io.streamspace.vnc.fixture.TestDesktop;
import io.streamspace.vnc.fixture.TestHost;
import io.streamspace.vnc.fixture.TestViewer;
import io.streamspace.vnc.ws.UpgradeDecision;
import io.streamspace.vnc.ws.UpgradeRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** The sample of this module's README. */
class ReadmeSampleTest {
    @Test
    void hub_and_agent_in_one_process() {
        TunnelHost host = new TestHost();
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (var desktopServer = TestDesktop.echo();
                var loops = EventLoops.create();
                var hub = HubTunnel.builder(host).build();
                var server = UpgradeServer.start(loops, anyPort, request -> route(hub, request), null);
                var agent = AgentTunnel.builder(loops, (session, endpoint) -> desktop(desktopServer.address()))
                        .build()) {
            URI streams = URI.create("ws://127.0.0.1:" + server.port() + AgentProtocol.STREAM_PATH);
            agent.linkUp(new StreamAccess(streams, Map.of(), "agent-1", 1, 2, Set.of()));
            await().until(() -> hub.idleStreams("agent-1") == 2);

            try (var viewer = TestViewer.connect(server.port(), AgentProtocol.VIEWER_PATH_PREFIX + "sess-1")) {
                viewer.send(new byte[] {1, 2, 3});
                assertThat(viewer.readExactly(3)).containsExactly(1, 2, 3);

                restrict(hub, "viewer-1");
                assertThat(viewer.awaitClose()).isEqualTo(CloseCode.POLICY_CHANGED.number());
            }
            hub.shutdown(CloseCode.SERVER_RESTARTING);
        }
    }

    private static void restrict(HubTunnel hub, String viewerId) {
        hub.change(
                viewerId,
                policy -> policy.withClipboard(ClipboardDirection.TO_DESKTOP).withMaxBytesPerSecond(500_000));
        hub.takeOver(viewerId);
    }

    private static Optional<CompletionStage<UpgradeDecision>> route(HubTunnel hub, UpgradeRequest request) {
        if (request.path().equals(AgentProtocol.STREAM_PATH)) {
            return Optional.of(CompletableFuture.completedFuture(hub.acceptAgentStream("agent-1")));
        }
        var grant = new ViewerGrant("viewer-1", "sess-1", "agent-1", "vnc", ViewerMode.CONTROL, "ann");
        return Optional.of(CompletableFuture.completedFuture(hub.acceptViewer(grant)));
    }

    private static CompletionStage<StreamTarget> desktop(InetSocketAddress address) {
        return CompletableFuture.completedFuture(new StreamTarget.Address(address));
    }
}
