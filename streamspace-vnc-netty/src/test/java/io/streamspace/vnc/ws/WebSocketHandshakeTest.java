package io.streamspace.vnc.ws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebSocketHandshakeTest {
    private final Map<String, String> headers = new HashMap<>(Map.of(
            "upgrade", "websocket",
            "connection", "keep-alive, Upgrade",
            "sec-websocket-version", "13",
            "sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ=="));

    @Test
    void the_accept_key_is_that_of_rfc_6455() {
        assertThat(WebSocketHandshake.acceptKey("dGhlIHNhbXBsZSBub25jZQ==")).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }

    @Test
    void a_sound_handshake_has_no_fault() {
        assertThat(WebSocketHandshake.fault("GET", headers::get)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "upgrade, h2c, 426",
        "connection, close, 400",
        "sec-websocket-version, 8, 426",
        "sec-websocket-key, short, 400",
        "sec-websocket-key, '***', 400"
    })
    void a_wrong_header_is_refused(String name, String value, int status) {
        headers.put(name, value);

        assertThat(WebSocketHandshake.fault("GET", headers::get))
                .hasValueSatisfying(refusal -> assertThat(refusal.status()).isEqualTo(status));
    }

    @ParameterizedTest
    @CsvSource({"upgrade, 426", "connection, 400", "sec-websocket-version, 426", "sec-websocket-key, 400"})
    void a_missing_header_is_refused(String name, int status) {
        headers.remove(name);

        assertThat(WebSocketHandshake.fault("GET", headers::get))
                .hasValueSatisfying(refusal -> assertThat(refusal.status()).isEqualTo(status));
    }

    @Test
    void a_sub_protocol_is_confirmed_only_where_it_was_offered() {
        var accept = new UpgradeDecision.Accept("binary", channel -> {});

        assertThat(WebSocketHandshake.confirmed(request("base64, binary"), accept))
                .hasValue("binary");
        assertThat(WebSocketHandshake.confirmed(request("base64"), accept)).isEmpty();
        assertThat(WebSocketHandshake.confirmed(request(""), accept)).isEmpty();
    }

    private static UpgradeRequest request(String offered) {
        return new UpgradeRequest("/", Map.of(), Map.of(), WebSocketHandshake.subprotocols(offered), "client");
    }

    @Test
    void a_request_shows_neither_tickets_nor_keys() {
        var request = new UpgradeRequest(
                "/vnc",
                Map.of("ticket", List.of("secret")),
                Map.of("authorization", List.of("secret")),
                List.of(),
                "c");

        assertThat(request.toString()).doesNotContain("secret");
    }
}
