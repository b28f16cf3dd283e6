package io.streamspace.hub.testing;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Opens a viewer's WebSocket as a browser does, and tells how it ended. */
public final class BrowserSocket implements WebSocket.Listener {
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();

    private BrowserSocket() {}

    /** How a WebSocket ended that was opened. */
    public record Ending(String subprotocol, int code) {}

    /** The close code, or the HTTP status of a refused handshake. */
    public static int codeOf(int port, String pathAndQuery, String... headers) {
        try {
            return open(port, pathAndQuery, List.of("binary"), headers).code();
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
            }
            throw e;
        }
    }

    /** Offers those sub-protocols, the one that it likes best first, and waits for the end. */
    public static Ending open(int port, String pathAndQuery, List<String> subprotocols, String... headers) {
        var listener = new BrowserSocket();
        try (var client = HttpClient.newHttpClient()) {
            var builder = client.newWebSocketBuilder().connectTimeout(Duration.ofSeconds(20));
            builder.subprotocols(
                    subprotocols.getFirst(),
                    subprotocols.subList(1, subprotocols.size()).toArray(String[]::new));
            for (int i = 0; i < headers.length; i += 2) {
                builder.header(headers[i], headers[i + 1]);
            }
            var socket = builder.buildAsync(URI.create("ws://127.0.0.1:" + port + pathAndQuery), listener)
                    .orTimeout(20, TimeUnit.SECONDS)
                    .join();
            return new Ending(
                    socket.getSubprotocol(),
                    listener.closed.orTimeout(20, TimeUnit.SECONDS).join());
        }
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        closed.complete(code);
        return CompletableFuture.completedStage(null);
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        closed.completeExceptionally(error);
    }
}
