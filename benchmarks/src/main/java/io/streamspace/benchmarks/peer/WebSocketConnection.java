package io.streamspace.benchmarks.peer;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/** A viewer's WebSocket with as little between socket and payload as possible, so that what is measured is the tunnel. */
public final class WebSocketConnection implements Connection {
    private static final int BUFFER = 1 << 17;
    private static final int BINARY = 0x82;
    private static final int PONG = 0x8A;
    private static final int MASKED = 0x80;
    private static final int SHORT = 126;
    private static final int LONG = 127;
    private static final int MAX_HEADER = 14;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private long left;
    private boolean closed;

    private WebSocketConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER));
        this.out = socket.getOutputStream();
    }

    /** Upgrades the socket, which is closed with the connection. */
    public static WebSocketConnection open(Socket socket, String path, String subprotocol) throws IOException {
        var connection = new WebSocketConnection(socket);
        connection.handshake(path, subprotocol);
        return connection;
    }

    private void handshake(String path, String subprotocol) throws IOException {
        String request = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: c3RyZWFtc3BhY2UtYmVuYw==\r\n"
                + "Sec-WebSocket-Protocol: " + subprotocol + "\r\n\r\n";
        out.write(request.getBytes(StandardCharsets.US_ASCII));
        String status = line();
        if (!status.contains(" 101 ")) {
            throw new IOException("the handshake was answered with: " + status);
        }
        String header = line();
        while (!header.isEmpty()) {
            header = line();
        }
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the answer to the handshake ends early");
            }
            line.append((char) c);
        }
        return line.toString().trim();
    }

    @Override
    public byte[] encoded(byte[] payload) {
        return frame(BINARY, payload);
    }

    /** Pongs come from the reading thread. */
    @Override
    public synchronized void sendEncoded(byte[] message) throws IOException {
        out.write(message);
    }

    private static byte[] frame(int first, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(MAX_HEADER + payload.length).put((byte) first);
        if (payload.length < SHORT) {
            frame.put((byte) (MASKED | payload.length));
        } else if (payload.length <= 0xFFFF) {
            frame.put((byte) (MASKED | SHORT)).putShort((short) payload.length);
        } else {
            frame.put((byte) (MASKED | LONG)).putLong(payload.length);
        }
        int key = ThreadLocalRandom.current().nextInt();
        frame.putInt(key);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ key >> (24 - 8 * (i & 3))));
        }
        return Arrays.copyOf(frame.array(), frame.position());
    }

    @Override
    public int read(byte[] buffer, int from, int count) throws IOException {
        while (left == 0 && !closed) {
            nextFrame();
        }
        if (closed) {
            return -1;
        }
        int read = in.read(buffer, from, (int) Math.min(count, left));
        if (read < 0) {
            throw new EOFException("the connection ended within a frame");
        }
        left -= read;
        return read;
    }

    private void nextFrame() throws IOException {
        int first = in.read();
        if (first < 0) {
            // A relay that knows no WebSocket passes the desktop's end on as it is.
            closed = true;
            return;
        }
        int opcode = first & 0x0F;
        int brief = in.readUnsignedByte();
        long length = brief < SHORT ? brief : brief == SHORT ? in.readUnsignedShort() : in.readLong();
        switch (opcode) {
            case 0, 2 -> left = length;
            case 8 -> {
                in.skipNBytes(length);
                closed = true;
            }
            case 9 -> sendEncoded(frame(PONG, in.readNBytes((int) length)));
            case 10 -> in.skipNBytes(length);
            default -> throw new IOException("a frame of opcode " + opcode);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
