package io.streamspace.benchmarks.peer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A plain socket. */
final class TcpConnection implements Connection {
    /** Longest silence before a run is given up, so that a peer that stands still is an error and not an endless run. */
    static final int SILENCE_MS = 60_000;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    TcpConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    static Socket socket(int port) throws IOException {
        Socket socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(SILENCE_MS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return socket;
    }

    @Override
    public byte[] encoded(byte[] payload) {
        return payload;
    }

    @Override
    public void sendEncoded(byte[] message) throws IOException {
        out.write(message);
    }

    @Override
    public int read(byte[] buffer, int from, int count) throws IOException {
        return in.read(buffer, from, count);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
