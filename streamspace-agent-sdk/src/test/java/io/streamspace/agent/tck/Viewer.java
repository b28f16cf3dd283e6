package io.streamspace.agent.tck;

import io.streamspace.protocol.AgentProtocol;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** A browser's connection to a desktop through hub, link and agent. What is not read is not asked for either, so that the hub must wait. */
final class Viewer implements ByteLine, WebSocket.Listener {
    private static final int BANNER_LENGTH = 12;

    private final HttpClient client = HttpClient.newHttpClient();
    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();

    // Of the reading thread.
    private byte[] unread = {};
    private @Nullable WebSocket socket;

    private sealed interface Heard {
        record Bytes(byte[] bytes) implements Heard {}

        record Closed(int code, String reason) implements Heard {}

        record Broken(Throwable cause) implements Heard {}
    }

    private Viewer() {}

    /** Connects; whether a desktop answers is seen by reading. */
    static Viewer open(String hubUrl, String sessionId) throws IOException, InterruptedException {
        URI uri = URI.create(hubUrl.replaceFirst("^http", "ws") + AgentProtocol.VIEWER_PATH_PREFIX + sessionId);
        var viewer = new Viewer();
        try {
            viewer.socket = viewer.client
                    .newWebSocketBuilder()
                    .subprotocols(AgentProtocol.VIEWER_SUBPROTOCOL)
                    .buildAsync(uri, viewer)
                    .get();
            return viewer;
        } catch (ExecutionException e) {
            viewer.close();
            throw new IOException("the hub does not let a viewer in", e.getCause());
        }
    }

    /** The desktop's RFB banner, such as {@code RFB 003.008}; blocks until it is there or the connection is closed. */
    static String banner(String hubUrl, String sessionId) throws IOException, InterruptedException {
        try (Viewer viewer = open(hubUrl, sessionId)) {
            return new String(viewer.read(BANNER_LENGTH), StandardCharsets.US_ASCII);
        }
    }

    @Override
    public byte[] read(int count) throws IOException, InterruptedException {
        var bytes = new ByteArrayOutputStream(count);
        while (bytes.size() < count) {
            if (unread.length == 0) {
                unread = next();
            }
            int taken = Math.min(count - bytes.size(), unread.length);
            bytes.write(unread, 0, taken);
            unread = Arrays.copyOfRange(unread, taken, unread.length);
        }
        return bytes.toByteArray();
    }

    /** Reads on until the hub closes the connection; returns the close code. */
    int awaitClose() throws IOException, InterruptedException {
        while (true) {
            switch (take()) {
                case Heard.Bytes bytes -> {}
                case Heard.Closed closed -> {
                    return closed.code();
                }
                case Heard.Broken broken -> throw new IOException("the connection broke", broken.cause());
            }
        }
    }

    private byte[] next() throws IOException, InterruptedException {
        return switch (take()) {
            case Heard.Bytes bytes -> bytes.bytes();
            case Heard.Closed closed -> throw new IOException("closed with " + closed.code() + " " + closed.reason());
            case Heard.Broken broken -> throw new IOException("the connection broke", broken.cause());
        };
    }

    private Heard take() throws InterruptedException {
        Heard next = heard.take();
        if (next instanceof Heard.Bytes && socket != null) {
            socket.request(1);
        }
        return next;
    }

    @Override
    public void write(byte[] bytes) throws IOException, InterruptedException {
        if (socket == null) {
            throw new IOException("not connected");
        }
        try {
            socket.sendBinary(ByteBuffer.wrap(bytes), true).get();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.abort();
        }
        client.shutdownNow();
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        byte[] chunk = new byte[data.remaining()];
        data.get(chunk);
        heard.add(new Heard.Bytes(chunk));
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        heard.add(new Heard.Closed(code, reason));
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        heard.add(new Heard.Broken(error));
    }
}
