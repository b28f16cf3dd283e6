package io.streamspace.vnc.ws;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamspace.vnc.EventLoops;
import io.streamspace.vnc.UpgradeServer;
import io.streamspace.vnc.faults.Faults;
import io.streamspace.vnc.faults.FaultyProxy;
import io.streamspace.vnc.ws.WebSocketDialException.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DialerFaultsTest {
    private static final Duration SHORT = Duration.ofMillis(400);
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String PROTOCOL = "streamspace.agent.v1";

    private final EventLoops loops = EventLoops.create(1);
    private final WebSocketDialer dialer = WebSocketDialer.create(loops);
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> heardByServer = new LinkedBlockingQueue<>();

    private record Recorder(BlockingQueue<String> heard) implements TextListener {
        @Override
        public void opened(TextConnection connection) {
            heard.add("opened");
        }

        @Override
        public void text(TextConnection connection, String text) {
            heard.add("text");
        }

        @Override
        public void closed(TextConnection connection, int code, String reason) {
            heard.add("closed " + code);
        }
    }

    @AfterEach
    void close() {
        dialer.close();
        loops.close();
    }

    @Test
    void a_proxy_that_accepts_and_never_answers_fails_in_time() throws Exception {
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            assertDialFails("ws", silent.getLocalPort(), Reason.TIMED_OUT);
            assertDialFails("wss", silent.getLocalPort(), Reason.TIMED_OUT);
        }
    }

    @Test
    void a_proxy_that_stalls_in_the_middle_of_the_handshake_fails_in_time() {
        try (var server = server(TextLimits.ofLink());
                var proxy = FaultyProxy.to(server.port())) {
            proxy.faults(Faults.NONE.withStallAfterBytes(40));
            assertDialFails("ws", proxy.port(), Reason.TIMED_OUT);
        }
    }

    @Test
    void a_port_on_which_nobody_listens_is_unreachable() throws Exception {
        int port;
        try (var gone = new ServerSocket(0)) {
            port = gone.getLocalPort();
        }
        assertDialFails("ws", port, Reason.UNREACHABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Accept: wrong\r\n\r\n",
                "SSH-2.0-OpenSSH\r\n",
                ""
            })
    void what_is_no_hub_is_said_to_be_none(String answer) throws Exception {
        try (var other = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (Socket socket = other.accept()) {
                    OutputStream out = socket.getOutputStream();
                    socket.getInputStream().read(new byte[4096]);
                    out.write(answer.getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    heard.add(e.toString());
                }
            });
            assertDialFails("ws", other.getLocalPort(), Reason.NOT_A_WEBSOCKET);
        }
    }

    @Test
    void a_half_open_link_is_noticed_by_both_sides() throws Exception {
        var limits = new TextLimits(1000, Duration.ofMillis(100), Duration.ofMillis(400));
        try (var server = server(limits);
                var proxy = FaultyProxy.to(server.port())) {
            dial("ws", proxy.port(), LONG, limits).get(20, SECONDS);
            proxy.faults(Faults.NONE.withSilence(true));

            for (var side : List.of(heard, heardByServer)) {
                assertThat(side.poll(20, SECONDS)).isEqualTo("opened");
                assertThat(side.poll(20, SECONDS)).isEqualTo("closed 1006");
            }
            proxy.faults(Faults.NONE);
        }
    }

    @Test
    void a_half_open_link_is_noticed_although_writes_block() throws Exception {
        var limits = new TextLimits(1 << 20, Duration.ofMillis(100), Duration.ofMillis(400));
        try (var server = server(limits);
                var proxy = FaultyProxy.to(server.port())) {
            TextConnection connection = dial("ws", proxy.port(), LONG, limits).get(20, SECONDS);
            proxy.faults(Faults.NONE.withSilence(true));
            String large = "x".repeat(1 << 20);
            for (int i = 0; i < 20; i++) {
                connection.send(large);
            }
            assertThat(connection.pendingBytes()).isPositive();

            assertThat(heard.poll(20, SECONDS)).isEqualTo("opened");
            assertThat(heard.poll(20, SECONDS)).isEqualTo("closed 1006");
            proxy.faults(Faults.NONE);
        }
    }

    private void assertDialFails(String scheme, int port, Reason reason) {
        assertThatThrownBy(() -> dial(scheme, port, reason == Reason.TIMED_OUT ? SHORT : LONG, TextLimits.ofLink())
                        .get(30, SECONDS))
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketDialException.class,
                        e -> assertThat(e.reason()).isEqualTo(reason));
        assertThat(heard).isEmpty();
    }

    private CompletableFuture<TextConnection> dial(String scheme, int port, Duration time, TextLimits limits) {
        URI uri = URI.create(scheme + "://127.0.0.1:" + port + "/link");
        return dialer.dialText(new DialRequest(uri, PROTOCOL, Map.of(), time), new Recorder(heard), limits)
                .toCompletableFuture();
    }

    private UpgradeServer server(TextLimits limits) {
        return UpgradeServer.start(
                loops,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                request -> Optional.of(CompletableFuture.completedFuture(new UpgradeDecision.Accept(
                        PROTOCOL, WebSocketPipelines.text(new Recorder(heardByServer), limits)))),
                null);
    }
}
