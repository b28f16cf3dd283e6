package io.streamspace.server.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.streamspace.vnc.ws.UpgradeDecision;
import io.streamspace.vnc.ws.UpgradeRequest;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(BufferLeaks.class)
class ConnectorUpgradeTest {
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";
    private static final AtomicInteger OPEN = new AtomicInteger();
    private static final ConnectorServer SERVER = new ConnectorServer();

    @BeforeAll
    static void start() throws Exception {
        SERVER.servlet("/echo", TestServlets.echoQuery())
                .webSockets(ConnectorUpgradeTest::route)
                .start();
    }

    @AfterAll
    static void stop() throws Exception {
        SERVER.close();
    }

    private static Optional<CompletionStage<UpgradeDecision>> route(UpgradeRequest request) {
        if (!request.path().equals("/ws")) {
            return Optional.empty();
        }
        CompletableFuture<UpgradeDecision> decision = new CompletableFuture<>();
        Thread.startVirtualThread(() -> decide(request, decision));
        return Optional.of(decision);
    }

    private static void decide(UpgradeRequest request, CompletableFuture<UpgradeDecision> decision) {
        if (request.queryParameter("refuse").isPresent()) {
            decision.complete(new UpgradeDecision.Refuse(403, "not_yours", "This is not yours."));
        } else if (request.queryParameter("fail").isPresent()) {
            decision.completeExceptionally(new IllegalStateException("the test asked for it"));
        } else {
            decision.complete(new UpgradeDecision.Accept(
                    request.subprotocols().contains("binary") ? "binary" : null, new EchoPipeline(OPEN)));
        }
    }

    private static String handshake(String... changes) {
        String request =
                "GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n"
                        + "Sec-WebSocket-Key: " + KEY + "\r\nSec-WebSocket-Version: 13\r\n\r\n";
        for (int i = 0; i < changes.length; i += 2) {
            assertThat(request).contains(changes[i]);
            request = request.replace(changes[i], changes[i + 1]);
        }
        return request;
    }

    /** A masked binary frame with the mask 0, so that its payload can be read in the test. */
    private static byte[] frame(int opcode, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(0x80 | opcode);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else {
            frame.write(0x80 | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        }
        frame.writeBytes(new byte[4]);
        frame.writeBytes(payload);
        return frame.toByteArray();
    }

    private static byte[] payload(RawClient client) throws Exception {
        byte[] head = client.exactly(2);
        int length = head[1] & 0x7F;
        if (length == 126) {
            byte[] extended = client.exactly(2);
            length = (extended[0] & 0xFF) << 8 | extended[1] & 0xFF;
        }
        return client.exactly(length);
    }

    @Test
    void an_accepted_upgrade_is_answered_as_the_rfc_says() throws Exception {
        try (RawClient client = SERVER.connect()) {
            RawClient.Response response = client.send(
                            handshake("\r\n\r\n", "\r\nSec-WebSocket-Protocol: x, binary\r\n\r\n"))
                    .response();
            assertThat(response.status()).isEqualTo(101);
            assertThat(response.headers())
                    .containsEntry("Sec-WebSocket-Accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
                    .containsEntry("Sec-WebSocket-Protocol", "binary")
                    .containsEntry("Upgrade", "websocket");
        }
    }

    @Test
    void frames_in_the_same_packet_as_the_handshake_are_not_lost() throws Exception {
        try (RawClient client = SERVER.connect()) {
            ByteArrayOutputStream packet = new ByteArrayOutputStream();
            packet.writeBytes(handshake().getBytes());
            byte[] large = new byte[20_000];
            Arrays.fill(large, (byte) 7);
            packet.writeBytes(frame(2, "first".getBytes()));
            packet.writeBytes(frame(2, large));
            packet.writeBytes(frame(2, "last".getBytes()));
            client.send(packet.toByteArray());
            assertThat(client.response().status()).isEqualTo(101);
            assertThat(payload(client)).asString().isEqualTo("first");
            assertThat(payload(client)).isEqualTo(large);
            assertThat(payload(client)).asString().isEqualTo("last");
        }
    }

    @Test
    void an_upgrade_may_follow_ordinary_requests_on_one_connection() throws Exception {
        try (RawClient client = SERVER.connect()) {
            assertThat(client.get("/echo?1").response().text()).isEqualTo("got 1");
            assertThat(client.send(handshake()).response().status()).isEqualTo(101);
            client.send(frame(2, "frame".getBytes()));
            assertThat(payload(client)).asString().isEqualTo("frame");
        }
    }

    @Test
    void a_channel_that_was_handed_over_is_no_longer_jettys() throws Exception {
        try (RawClient client = SERVER.connect()) {
            client.send(handshake()).response();
            await().untilAsserted(() -> assertThat(SERVER.connections()).isZero());
            client.send(frame(2, "still here".getBytes()));
            assertThat(payload(client)).asString().isEqualTo("still here");
        }
        await().untilAsserted(() -> assertThat(OPEN).hasValue(0));
    }

    @Test
    void a_client_that_vanishes_right_after_the_handshake_leaves_no_channel() throws Exception {
        for (int i = 0; i < 50; i++) {
            try (RawClient client = SERVER.connect()) {
                client.send(handshake());
                client.send(frame(2, "x".getBytes()));
            }
        }
        await().untilAsserted(() -> assertThat(OPEN).hasValue(0));
        await().untilAsserted(() -> assertThat(SERVER.connections()).isZero());
    }

    @Test
    void an_endpoint_can_refuse_with_status_code_and_sentence() throws Exception {
        try (RawClient client = SERVER.connect()) {
            RawClient.Response response =
                    client.send(handshake("/ws", "/ws?refuse=1")).response();
            assertThat(response.status()).isEqualTo(403);
            assertThat(response.text()).isEqualTo("{\"code\":\"not_yours\",\"message\":\"This is not yours.\"}");
            assertThat(client.get("/echo?on").response().text()).isEqualTo("got on");
        }
    }

    @Test
    void a_decision_that_fails_is_answered_with_503_and_without_its_cause() throws Exception {
        try (RawClient client = SERVER.connect()) {
            RawClient.Response response =
                    client.send(handshake("/ws", "/ws?fail=1")).response();
            assertThat(response.status()).isEqualTo(503);
            assertThat(response.text()).contains("\"code\":\"unavailable\"").doesNotContain("the test asked");
        }
    }

    @ParameterizedTest(name = "{0} -> {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "GET /ws                         | GET /elsewhere                      | 404",
                "Connection: keep-alive, Upgrade | Connection: keep-alive              | 400",
                "Sec-WebSocket-Version: 13       | Sec-WebSocket-Version: 12           | 426",
                "Sec-WebSocket-Version: 13       | X: 13                               | 426",
                "Sec-WebSocket-Key: " + KEY + "  | X: y                                | 400",
                "Sec-WebSocket-Key: " + KEY + "  | Sec-WebSocket-Key: c2hvcnQ=         | 400",
                "Sec-WebSocket-Key: " + KEY + "  | Sec-WebSocket-Key: %%%              | 400",
                "GET                             | POST                                | 426",
            })
    void a_malformed_handshake_is_refused(String right, String wrong, int status) throws Exception {
        try (RawClient client = SERVER.connect()) {
            RawClient.Response response = client.send(handshake(right, wrong)).response();
            assertThat(response.status()).isEqualTo(status);
            assertThat(response.headers().get("Content-Type")).startsWith("application/json");
        }
    }

    @Test
    void a_handshake_with_a_body_is_refused() throws Exception {
        try (RawClient client = SERVER.connect()) {
            client.send(handshake("\r\n\r\n", "\r\nContent-Length: 2\r\n\r\nxx"));
            assertThat(client.response().status()).isEqualTo(400);
        }
    }

    @Test
    void garbage_after_the_handshake_closes_the_channel() throws Exception {
        try (RawClient client = SERVER.connect()) {
            client.send(handshake()).response();
            client.send(new byte[] {(byte) 0xFF, (byte) 0xFF, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14});
            client.untilEnd();
        }
        await().untilAsserted(() -> assertThat(OPEN).hasValue(0));
    }
}
