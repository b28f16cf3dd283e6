package io.streamspace.vnc.ws;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A WebSocket to dial.
 *
 * @param uri ws, wss, http or https; path and query are sent as they are
 * @param subprotocol what is asked for and must be confirmed
 * @param headers additional headers, such as the key
 * @param handshakeTimeout for name look-up, connecting, TLS and the upgrade together
 */
public record DialRequest(URI uri, String subprotocol, Map<String, String> headers, Duration handshakeTimeout) {
    private static final Set<String> SECURE = Set.of("wss", "https");
    private static final Set<String> PLAIN = Set.of("ws", "http");

    public DialRequest {
        headers = Map.copyOf(headers);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!SECURE.contains(scheme) && !PLAIN.contains(scheme)) {
            throw new IllegalArgumentException("the address must start with ws, wss, http or https: " + uri);
        }
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("the address has no host: " + uri);
        }
        if (!handshakeTimeout.isPositive()) {
            throw new IllegalArgumentException("handshakeTimeout must be positive");
        }
    }

    /** The same, offering to compress text messages. */
    DialRequest offeringDeflate() {
        Map<String, String> more = new HashMap<>(headers);
        more.put(WebSocketHandshake.EXTENSIONS, WebSocketHandshake.DEFLATE);
        return new DialRequest(uri, subprotocol, more, handshakeTimeout);
    }

    /** Whether TLS is used. */
    public boolean secure() {
        return SECURE.contains(uri.getScheme().toLowerCase(Locale.ROOT));
    }

    /** The port of the address, or the scheme's own. */
    public int port() {
        return uri.getPort() >= 0 ? uri.getPort() : secure() ? 443 : 80;
    }

    /** Without headers and query, since they hold keys. */
    @Override
    public String toString() {
        return "DialRequest[host=" + uri.getHost() + ", port=" + port() + ", path=" + uri.getPath() + "]";
    }
}
