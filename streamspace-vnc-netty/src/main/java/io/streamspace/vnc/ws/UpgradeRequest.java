package io.streamspace.vnc.ws;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A WebSocket handshake as a router sees it, whichever HTTP server read it.
 *
 * @param path decoded path, without the application's own prefix
 * @param query decoded query parameters
 * @param headers by lower-case name
 * @param subprotocols what the client offers, in its order
 * @param remoteAddress the client, for logs and limits
 */
public record UpgradeRequest(
        String path,
        Map<String, List<String>> query,
        Map<String, List<String>> headers,
        List<String> subprotocols,
        String remoteAddress) {
    public UpgradeRequest {
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
        subprotocols = List.copyOf(subprotocols);
    }

    /** The first value of a query parameter. */
    public Optional<String> queryParameter(String name) {
        return query.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** The first value of a header. */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
                .findFirst();
    }

    /** The token of an {@code Authorization: Bearer} header. */
    public Optional<String> bearerToken() {
        return header("authorization")
                .filter(v -> v.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(v -> v.substring(7).trim());
    }

    /** Without query and headers, since they hold tickets and keys. */
    @Override
    public String toString() {
        return "UpgradeRequest[path=" + path + ", remoteAddress=" + remoteAddress + "]";
    }
}
