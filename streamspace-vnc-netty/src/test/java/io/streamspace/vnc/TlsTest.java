package io.streamspace.vnc;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslContext;
import io.streamspace.protocol.AgentProtocol;
import io.streamspace.vnc.fixture.Bulk;
import io.streamspace.vnc.fixture.TestCertificate;
import io.streamspace.vnc.fixture.TestDesktop;
import io.streamspace.vnc.fixture.TestTunnel;
import io.streamspace.vnc.fixture.TestViewer;
import io.streamspace.vnc.internal.dial.ClientTls;
import io.streamspace.vnc.ws.DialRequest;
import io.streamspace.vnc.ws.TextConnection;
import io.streamspace.vnc.ws.TextLimits;
import io.streamspace.vnc.ws.TextListener;
import io.streamspace.vnc.ws.WebSocketDialException;
import io.streamspace.vnc.ws.WebSocketDialException.Reason;
import io.streamspace.vnc.ws.WebSocketDialer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
    private static final long BYTES = 16 << 20;

    @TempDir
    private Path folder;

    /** The JDK's own engine is the fallback elsewhere, so nobody would notice that the library is missing. */
    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    void tls_is_native_where_its_library_is_on_the_class_path() {
        assertThat(OpenSsl.unavailabilityCause()).isNull();
        assertThat(ClientTls.trusting(null)).isInstanceOf(OpenSslContext.class);
    }

    @Test
    void an_agent_dials_through_tls_and_every_byte_arrives() {
        TestCertificate certificate = TestCertificate.create(folder);
        var down = new Bulk(1, BYTES);
        var up = new Bulk(2, BYTES);
        var desktopGot = new CompletableFuture<String>();
        try (var desktop = TestDesktop.start(socket -> {
                    var sending = down.send(socket);
                    desktopGot.complete(up.receive(socket.getInputStream()::read));
                    sending.join();
                });
                var tunnel = new TestTunnel();
                var loops = EventLoops.create(2);
                var secure = UpgradeServer.start(loops, anyPort(), tunnel::route, certificate.server());
                var agent = AgentTunnel.builder(
                                loops,
                                (session, endpoint) ->
                                        CompletableFuture.completedFuture(new StreamTarget.Address(desktop.address())))
                        .trust(certificate.trust())
                        .build()) {
            URI uri = URI.create("wss://127.0.0.1:" + secure.port() + AgentProtocol.STREAM_PATH);
            agent.linkUp(
                    new StreamAccess(uri, Map.of("Authorization", "Bearer key"), TestTunnel.AGENT, 1, 1, Set.of()));
            await().until(() -> tunnel.hub.idleStreams(TestTunnel.AGENT) == 1);
            try (TestViewer viewer = tunnel.viewer("sess-1")) {
                up.send(viewer::send);
                assertThat(down.receive(viewer::read)).isEqualTo(down.hash());
                assertThat(desktopGot.join()).isEqualTo(up.hash());
            }
        }
    }

    @Test
    void a_certificate_that_nobody_vouches_for_is_refused() {
        TestCertificate certificate = TestCertificate.create(folder);
        try (var tunnel = new TestTunnel();
                var loops = EventLoops.create(1);
                var secure = UpgradeServer.start(loops, anyPort(), tunnel::route, certificate.server());
                var dialer = WebSocketDialer.create(loops)) {
            URI uri = URI.create("wss://127.0.0.1:" + secure.port() + AgentProtocol.STREAM_PATH);
            var request = new DialRequest(uri, AgentProtocol.STREAM_SUBPROTOCOL, Map.of(), Duration.ofSeconds(20));

            assertThatThrownBy(() -> dialer.dialText(request, new Unused(), TextLimits.ofLink())
                            .toCompletableFuture()
                            .get(20, SECONDS))
                    .cause()
                    .isInstanceOfSatisfying(
                            WebSocketDialException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.TLS_FAILED));
        }
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private static final class Unused implements TextListener {
        @Override
        public void opened(TextConnection connection) {}

        @Override
        public void text(TextConnection connection, String text) {}

        @Override
        public void closed(TextConnection connection, int code, String reason) {}
    }
}
