package io.streamspace.agent.tck;

import io.streamspace.protocol.AgentProtocol;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** A browser, as far as it takes to see that a desktop answers. */
final class Viewer implements WebSocket.Listener {
    private static final int BANNER_LENGTH = 12;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<String> banner = new CompletableFuture<>();

    private Viewer() {}

    /** The desktop's RFB banner, such as {@code RFB 003.008}; blocks until it is there or the connection is closed. */
    static String banner(String hubUrl, String sessionId) throws IOException, InterruptedException {
        URI uri = URI.create(hubUrl.replaceFirst("^http", "ws") + AgentProtocol.VIEWER_PATH_PREFIX + sessionId);
        var viewer = new Viewer();
        try (HttpClient client = HttpClient.newHttpClient()) {
            WebSocket socket = client.newWebSocketBuilder()
                    .subprotocols(AgentProtocol.VIEWER_SUBPROTOCOL)
                    .buildAsync(uri, viewer)
                    .join();
            try {
                return viewer.banner.get();
            } finally {
                socket.abort();
                client.shutdownNow();
            }
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
        byte[] chunk = new byte[data.remaining()];
        data.get(chunk);
        bytes.writeBytes(chunk);
        if (bytes.size() >= BANNER_LENGTH) {
            banner.complete(new String(bytes.toByteArray(), 0, BANNER_LENGTH, StandardCharsets.US_ASCII));
        }
        socket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        banner.completeExceptionally(new IOException("closed with " + code + " " + reason));
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        banner.completeExceptionally(error);
    }
}
