package io.streamspace.benchmarks.desktop;

import io.streamspace.vnc.ws.WebSocketHandshake;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The server's end of a WebSocket as two plain streams: each write is one binary message, and reads give the payload of all messages. Knows as
 * much of the protocol as the load program's own viewers use.
 */
final class ServerWebSocket {
    private static final int BUFFER = 1 << 17;
    private static final int CLOSE = 8;
    private static final int BINARY = 0x82;
    private static final int SHORT = 126;
    private static final int MAX_HEADER = 10;

    private final DataInputStream in;
    private final OutputStream out;
    private long left;
    private long key;
    private boolean closed;

    private ServerWebSocket(Socket socket) throws IOException {
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER));
        this.out = socket.getOutputStream();
    }

    /** Answers the upgrade. */
    static ServerWebSocket accept(Socket socket) throws IOException {
        var frames = new ServerWebSocket(socket);
        StringBuilder answer =
                new StringBuilder("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n");
        for (String line = frames.line(); !line.isEmpty(); line = frames.line()) {
            int colon = line.indexOf(':');
            String value = line.substring(colon + 1).trim();
            if (line.regionMatches(true, 0, "Sec-WebSocket-Key", 0, colon)) {
                answer.append("Sec-WebSocket-Accept: ")
                        .append(WebSocketHandshake.acceptKey(value))
                        .append("\r\n");
            } else if (line.regionMatches(true, 0, "Sec-WebSocket-Protocol", 0, colon)) {
                answer.append("Sec-WebSocket-Protocol: ").append(value).append("\r\n");
            }
        }
        frames.out.write(answer.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        return frames;
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the request ends early");
            }
            line.append((char) c);
        }
        return line.toString().trim();
    }

    InputStream input() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] buffer, int from, int count) throws IOException {
                return payload(buffer, from, count);
            }
        };
    }

    OutputStream output() {
        return new OutputStream() {
            @Override
            public void write(int single) throws IOException {
                write(new byte[] {(byte) single}, 0, 1);
            }

            @Override
            public void write(byte[] buffer, int from, int count) throws IOException {
                frame(buffer, from, count);
            }
        };
    }

    private int payload(byte[] buffer, int from, int count) throws IOException {
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
        unmask(ByteBuffer.wrap(buffer, from, read));
        return read;
    }

    private void nextFrame() throws IOException {
        int opcode = in.readUnsignedByte() & 0x0F;
        int brief = in.readUnsignedByte() & 0x7F;
        left = brief < SHORT ? brief : brief == SHORT ? in.readUnsignedShort() : in.readLong();
        long fourBytes = in.readInt() & 0xFFFF_FFFFL;
        key = fourBytes << Integer.SIZE | fourBytes;
        closed = opcode == CLOSE;
    }

    /** Eight bytes at a time, so that the load program costs all peers little. */
    private void unmask(ByteBuffer bytes) {
        int at = bytes.position();
        for (; at + Long.BYTES <= bytes.limit(); at += Long.BYTES) {
            bytes.putLong(at, bytes.getLong(at) ^ key);
        }
        for (; at < bytes.limit(); at++) {
            bytes.put(at, (byte) (bytes.get(at) ^ key >>> (Long.SIZE - Byte.SIZE)));
            key = Long.rotateLeft(key, Byte.SIZE);
        }
    }

    private void frame(byte[] payload, int from, int count) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(MAX_HEADER + count).put((byte) BINARY);
        if (count < SHORT) {
            frame.put((byte) count);
        } else if (count <= 0xFFFF) {
            frame.put((byte) SHORT).putShort((short) count);
        } else {
            frame.put((byte) (SHORT + 1)).putLong(count);
        }
        frame.put(payload, from, count);
        out.write(frame.array(), 0, frame.position());
    }
}
