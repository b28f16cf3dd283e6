package io.streamspace.server.connector;

import io.streamspace.vnc.ws.UpgradeDecision;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The server's side of the opening handshake, RFC 6455 section 4.2. */
final class WebSocketHandshake {
    static final int UPGRADE_REQUIRED = 426;

    private static final String ACCEPT_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int KEY_BYTES = 16;

    private WebSocketHandshake() {}

    static boolean isAttempted(HttpServletRequest request) {
        return tokens(request, "Upgrade").contains("websocket");
    }

    /** What is wrong with the request, if anything. */
    static Optional<UpgradeDecision.Refuse> fault(HttpServletRequest request) {
        if (!"GET".equals(request.getMethod()) || !"HTTP/1.1".equals(request.getProtocol())) {
            return bad("A WebSocket is opened by a GET request over HTTP/1.1.");
        }
        if (!tokens(request, "Connection").contains("upgrade")) {
            return bad("The handshake of a WebSocket has the header Connection: Upgrade.");
        }
        if (!"13".equals(request.getHeader("Sec-WebSocket-Version"))) {
            return refuse(UPGRADE_REQUIRED, "websocket_version", "Only WebSocket version 13 is spoken here.");
        }
        if (!isKey(request.getHeader("Sec-WebSocket-Key"))) {
            return bad("Sec-WebSocket-Key must be 16 bytes in base64.");
        }
        if (request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null) {
            return bad("The handshake of a WebSocket has no body.");
        }
        return Optional.empty();
    }

    static List<String> offeredSubprotocols(HttpServletRequest request) {
        return values(request, "Sec-WebSocket-Protocol");
    }

    static Map<String, List<String>> query(HttpServletRequest request) {
        Map<String, List<String>> query = new HashMap<>();
        request.getParameterMap().forEach((name, values) -> query.put(name, List.of(values)));
        return query;
    }

    static Map<String, List<String>> headers(HttpServletRequest request) {
        Map<String, List<String>> headers = new HashMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(Collections.list(request.getHeaders(name))));
        }
        return headers;
    }

    static String accept(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1")
                    .digest((key + ACCEPT_SUFFIX).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Each Java platform must have SHA-1", impossible);
        }
    }

    private static boolean isKey(@Nullable String key) {
        try {
            return key != null && Base64.getDecoder().decode(key).length == KEY_BYTES;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    private static List<String> tokens(HttpServletRequest request, String header) {
        return values(request, header).stream()
                .map(value -> value.toLowerCase(Locale.ROOT))
                .toList();
    }

    private static List<String> values(HttpServletRequest request, String header) {
        return Collections.list(request.getHeaders(header)).stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    private static Optional<UpgradeDecision.Refuse> bad(String message) {
        return refuse(400, "bad_handshake", message);
    }

    private static Optional<UpgradeDecision.Refuse> refuse(int status, String code, String message) {
        return Optional.of(new UpgradeDecision.Refuse(status, code, message));
    }
}
