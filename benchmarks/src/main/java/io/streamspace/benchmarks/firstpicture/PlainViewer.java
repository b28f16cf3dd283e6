package io.streamspace.benchmarks.firstpicture;

import io.streamspace.benchmarks.peer.WebSocketConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A viewer without a browser: what is left of a start when no page has to be loaded and no script to be compiled. */
final class PlainViewer {
    private static final int BANNER = 12;
    private static final int SERVER_INIT = 24;
    private static final int SIZE = 4;
    private static final int NAME_LENGTH = 20;
    private static final int UPDATE_HEADER = 4;
    private static final int RECTANGLE_HEADER = 12;
    private static final int PIXEL = 4;
    private static final byte REQUEST = 3;
    private static final byte SECURITY_NONE = 1;
    private static final byte SHARED = 1;

    private final URI server;
    private final Api api;

    PlainViewer(URI server, Api api) {
        this.server = server;
        this.api = api;
    }

    /**
     * One start. Times are in milliseconds since 1970.
     *
     * @param runningAt when the event came that the session runs
     * @param connectedAt when the WebSocket was open
     * @param greetedAt when the desktop's banner had come through it
     * @param updateAt when the whole picture had
     */
    record Seen(String sessionId, long askedAt, long runningAt, long connectedAt, long greetedAt, long updateAt) {}

    /** Starts a template, looks at it as soon as it runs, and leaves it running. */
    Seen start(Api.Events events, String template) {
        long asked = System.currentTimeMillis();
        String session = api.start(template);
        long running = events.awaitState(session, "running").atMillis();
        URI viewer = server.resolve(api.ticket(session));
        String path = viewer.getRawPath() + "?" + viewer.getRawQuery();
        try (var connection =
                WebSocketConnection.open(new Socket(server.getHost(), server.getPort()), path, "binary")) {
            long connected = System.currentTimeMillis();
            read(connection, BANNER);
            long greeted = System.currentTimeMillis();
            firstUpdate(connection);
            return new Seen(session, asked, running, connected, greeted, System.currentTimeMillis());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Shakes hands after the banner, asks for all of the screen, and reads it. */
    private static void firstUpdate(WebSocketConnection desktop) throws IOException {
        desktop.send("RFB 003.008\n".getBytes(StandardCharsets.US_ASCII));
        int types = read(desktop, 1).get();
        read(desktop, types);
        desktop.send(new byte[] {SECURITY_NONE});
        read(desktop, SIZE);
        desktop.send(new byte[] {SHARED});
        ByteBuffer init = read(desktop, SERVER_INIT);
        read(desktop, init.getInt(NAME_LENGTH));
        desktop.send(ByteBuffer.allocate(10)
                .put(REQUEST)
                .put((byte) 0)
                .putInt(0)
                .putShort(init.getShort(0))
                .putShort(init.getShort(2))
                .array());
        int rectangles = read(desktop, UPDATE_HEADER).getShort(2);
        for (int i = 0; i < rectangles; i++) {
            ByteBuffer rectangle = read(desktop, RECTANGLE_HEADER);
            read(desktop, rectangle.getShort(4) * rectangle.getShort(6) * PIXEL);
        }
    }

    private static ByteBuffer read(WebSocketConnection desktop, int count) throws IOException {
        var bytes = new byte[count];
        desktop.readFully(bytes);
        return ByteBuffer.wrap(bytes);
    }
}
