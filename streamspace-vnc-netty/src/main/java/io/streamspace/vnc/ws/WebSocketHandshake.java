package io.streamspace.vnc.ws;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules of the opening handshake (RFC 6455, section 4), for whichever HTTP server reads it. */
public final class WebSocketHandshake {
    /** The header in which extensions are offered and agreed on. */
    public static final String EXTENSIONS = "sec-websocket-extensions";

    /** Compression of each message for itself, as it is offered and agreed on here. */
    public static final String DEFLATE = "permessage-deflate; client_no_context_takeover; server_no_context_takeover";

    private static final String DEFLATE_NAME = "permessage-deflate";
    private static final Set<String> DEFLATE_PARAMETERS =
            Set.of("client_no_context_takeover", "server_no_context_takeover", "client_max_window_bits");
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int KEY_BYTES = 16;

    private WebSocketHandshake() {}

    /** Whether a request asks for a WebSocket at all, by its {@code Upgrade} header. */
    public static boolean isAskedFor(@Nullable String upgradeHeader) {
        return upgradeHeader != null && tokens(upgradeHeader).contains("websocket");
    }

    /**
     * What is wrong with a handshake; empty where it is sound.
     *
     * @param method the HTTP method
     * @param header value of a header by lower-case name, several lines joined by commas; null where it is missing
     */
    public static Optional<UpgradeDecision.Refuse> fault(String method, HeaderLookup header) {
        if (!method.equals("GET") || !isAskedFor(header.value("upgrade"))) {
            return refused(
                    426, "upgrade_required", "This address is a WebSocket: open it with GET and Upgrade: websocket.");
        }
        String connection = header.value("connection");
        if (connection == null || !tokens(connection).contains("upgrade")) {
            return refused(
                    400,
                    "bad_handshake",
                    "The Connection header does not ask for an upgrade; a proxy may have removed it.");
        }
        if (!"13".equals(header.value("sec-websocket-version"))) {
            return refused(426, "bad_handshake", "Only WebSocket version 13 is spoken here.");
        }
        return isKey(header.value("sec-websocket-key"))
                ? Optional.empty()
                : refused(400, "bad_handshake", "Sec-WebSocket-Key must be 16 bytes in Base64.");
    }

    /** The value of {@code Sec-WebSocket-Accept} for a client's key. */
    public static String acceptKey(String key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1").digest((key.trim() + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    /** The sub-protocols of a {@code Sec-WebSocket-Protocol} header, in the client's order. */
    public static List<String> subprotocols(@Nullable String header) {
        return header == null
                ? List.of()
                : Arrays.stream(header.split(","))
                        .map(String::trim)
                        .filter(s -> !s.isEmpty())
                        .toList();
    }

    /** What the response confirms: the accepted sub-protocol where the client offered it, else none. */
    public static Optional<String> confirmed(UpgradeRequest request, UpgradeDecision.Accept accept) {
        return Optional.ofNullable(accept.subprotocol()).filter(request.subprotocols()::contains);
    }

    /** The compression that a client offers and that is agreed to; empty where it offers none, or one with more conditions. */
    public static Optional<String> deflate(UpgradeRequest request) {
        return request.headers().getOrDefault(EXTENSIONS, List.of()).stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .filter(WebSocketHandshake::isDeflate)
                .findFirst()
                .map(offer -> DEFLATE);
    }

    /** Whether it is that compression without conditions that are not kept here. */
    public static boolean isDeflate(String extension) {
        List<String> parts = Arrays.stream(extension.split(";"))
                .map(part -> part.split("=", 2)[0].trim().toLowerCase(Locale.ROOT))
                .toList();
        return parts.getFirst().equals(DEFLATE_NAME) && DEFLATE_PARAMETERS.containsAll(parts.subList(1, parts.size()));
    }

    /** A header's value by lower-case name. */
    @FunctionalInterface
    public interface HeaderLookup {
        /** The value; null where there is none. */
        @Nullable
        String value(String lowerCaseName);
    }

    private static boolean isKey(@Nullable String key) {
        try {
            return key != null && Base64.getDecoder().decode(key.trim()).length == KEY_BYTES;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    private static List<String> tokens(String header) {
        return Arrays.stream(header.split(","))
                .map(t -> t.trim().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static Optional<UpgradeDecision.Refuse> refused(int status, String code, String message) {
        return Optional.of(new UpgradeDecision.Refuse(status, code, message));
    }
}
