package io.streamspace.hub.testing;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Opens a viewer's WebSocket as a browser does, and tells how it ended. */
public final class BrowserSocket implements WebSocket.Listener {
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();

    private BrowserSocket() {}

    /** The close code, or the HTTP status of a refused handshake. */
    public static int codeOf(int port, String pathAndQuery, String... headers) {
        var listener = new BrowserSocket();
        try (var client = HttpClient.newHttpClient()) {
            var builder = client.newWebSocketBuilder().subprotocols("binary").connectTimeout(Duration.ofSeconds(20));
            for (int i = 0; i < headers.length; i += 2) {
                builder.header(headers[i], headers[i + 1]);
            }
            builder.buildAsync(URI.create("ws://127.0.0.1:" + port + pathAndQuery), listener)
                    .orTimeout(20, TimeUnit.SECONDS)
                    .join();
            return listener.closed.orTimeout(20, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
            }
            throw e;
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
