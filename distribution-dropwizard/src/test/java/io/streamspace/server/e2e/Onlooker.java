package io.streamspace.server.e2e;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Somebody who looks at a desktop all the while, and would notice if the connection broke. */
public final class Onlooker implements WebSocket.Listener, AutoCloseable {
    private static final int BANNER = 12;

    private final HttpClient client = HttpClient.newHttpClient();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final WebSocket socket;

    private Onlooker(Api api, String session) {
        var answer = api.post("/api/v1/sessions/" + session + "/ticket", Map.of("mode", "control"));
        if (answer.status() != 200) {
            throw new AssertionError("ticket: " + answer);
        }
        URI page = api.base().resolve(answer.text("path") + "?ticket=" + answer.text("ticket"));
        socket = client.newWebSocketBuilder()
                .subprotocols("binary")
                .header("Origin", api.base().toString().replaceAll("/$", ""))
                .buildAsync(URI.create(page.toString().replaceFirst("^http", "ws")), this)
                .join();
    }

    /** Connects and shakes hands. */
    public static Onlooker of(Api api, String session) {
        var onlooker = new Onlooker(api, session);
        onlooker.awaitMoreThan(BANNER - 1);
        onlooker.say("RFB 003.008\n".getBytes(StandardCharsets.US_ASCII));
        onlooker.awaitMoreThan(BANNER);
        onlooker.say(new byte[] {1});
        onlooker.say(new byte[] {1});
        onlooker.awaitMoreThan(BANNER + 24);
        return onlooker;
    }

    /** Asks for the picture; fails where none comes on the connection that was made at the start. */
    public void assertStillSees() {
        if (closed.isDone()) {
            throw new AssertionError("the viewer was disconnected with " + closed.join());
        }
        int before = count();
        say(new byte[] {3, 0, 0, 0, 0, 0, 0, 16, 0, 16});
        awaitMoreThan(before);
    }

    /** The code with which the connection was closed; empty while it stands. */
    public OptionalInt closed() {
        return closed.isDone() ? OptionalInt.of(closed.join()) : OptionalInt.empty();
    }

    private void say(byte[] message) {
        socket.sendBinary(ByteBuffer.wrap(message), true)
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    private void awaitMoreThan(int count) {
        Awaitility.await("more of the desktop than " + count + " bytes")
                .atMost(60, TimeUnit.SECONDS)
                .until(() -> count() > count || closed.isDone());
        if (closed.isDone()) {
            throw new AssertionError("the viewer was disconnected with " + closed.join());
        }
    }

    private synchronized int count() {
        return bytes.size();
    }

    @Override
    public synchronized @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        byte[] chunk = new byte[data.remaining()];
        data.get(chunk);
        bytes.writeBytes(chunk);
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.complete(-1);
    }

    @Override
    public void close() {
        socket.abort();
        client.shutdownNow();
    }
}
