package io.streamspace.vnc;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamspace.vnc.ws.UpgradeDecision;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UpgradeServerTest {
    private static final String UPGRADE = "Host: hub\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

    private final EventLoops loops = EventLoops.create(1);
    private final UpgradeServer server = UpgradeServer.start(
            loops,
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            request -> switch (request.path()) {
                case "/refused" ->
                    Optional.of(CompletableFuture.completedFuture(
                            new UpgradeDecision.Refuse(403, "forbidden", "You may not: \"this\".")));
                case "/broken" -> Optional.of(CompletableFuture.failedFuture(new IllegalStateException("secret")));
                default -> Optional.empty();
            },
            null);

    @AfterEach
    void close() {
        server.close();
        loops.close();
    }

    @Test
    void a_refusal_is_json() throws IOException {
        assertThat(answer("GET /refused HTTP/1.1\r\n" + UPGRADE))
                .startsWith("HTTP/1.1 403 ")
                .endsWith("{\"code\":\"forbidden\",\"message\":\"You may not: \\\"this\\\".\"}");
    }

    @Test
    void a_failing_router_is_an_error_without_detail() throws IOException {
        assertThat(answer("GET /broken HTTP/1.1\r\n" + UPGRADE))
                .startsWith("HTTP/1.1 500 ")
                .doesNotContain("secret");
    }

    @Test
    void what_is_no_upgrade_is_told_so() throws IOException {
        assertThat(answer("GET / HTTP/1.1\r\nHost: hub\r\n\r\n")).startsWith("HTTP/1.1 426 ");
    }

    @Test
    void an_unknown_path_is_not_found() throws IOException {
        assertThat(answer("GET /x HTTP/1.1\r\n" + UPGRADE)).startsWith("HTTP/1.1 404 ");
    }

    @Test
    void what_is_no_http_is_refused() throws IOException {
        assertThat(answer("\u0016\u0003\u0001 hello\r\n\r\n")).startsWith("HTTP/1.1 400 ");
    }

    private String answer(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
                InputStream in = socket.getInputStream()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
