package io.streamspace.benchmarks.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A relay on loopback that behaves like a wire of some length and rate: all connections through it share the rate of each way. What does not fit
 * waits in the sender's socket, as before a real wire without a deep queue.
 */
public final class Wire implements Counted, AutoCloseable {
    private static final int PIECE = 8 << 10;
    /** Small, so that little waits on this side of the sender's own socket. */
    private static final int RECEIVE_BYTES = 32 << 10;

    /** What waits at the wire's entrance, so that it is never idle because this program woke up late. */
    private static final long QUEUE_NANOS = 4_000_000;

    private static final int BACKLOG = 256;

    private final ServerSocket listening;
    private final int target;
    private final Line toTarget;
    private final Line toCaller;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private record Piece(byte[] bytes, int length, long arrival) {}

    private Wire(ServerSocket listening, int target, Line toTarget, Line toCaller) {
        this.listening = listening;
        this.target = target;
        this.toTarget = toTarget;
        this.toCaller = toCaller;
    }

    /** A wire to that port, with {@code delayMillis} each way. */
    public static Wire to(int port, long bytesPerSecond, long delayMillis) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReceiveBufferSize(RECEIVE_BYTES);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        long delay = TimeUnit.MILLISECONDS.toNanos(delayMillis);
        var wire = new Wire(socket, port, new Line(bytesPerSecond, delay), new Line(bytesPerSecond, delay));
        Thread.ofPlatform().daemon().start(wire::accept);
        return wire;
    }

    /** Where callers connect. */
    public int port() {
        return listening.getLocalPort();
    }

    @Override
    public long fromCallers() {
        return toTarget.passed();
    }

    @Override
    public long toCallers() {
        return toCaller.passed();
    }

    /** Resets all connections that there are at the moment. */
    public void cut() {
        List<Socket> present = List.copyOf(open);
        open.removeAll(present);
        for (Socket socket : present) {
            try {
                socket.setSoLinger(true, 0);
            } catch (IOException gone) {
                // Then there is nothing to reset.
            }
            close(socket);
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket caller = listening.accept();
                Thread.ofPlatform().daemon().start(() -> connect(caller));
            }
        } catch (IOException closed) {
            // The run is over.
        }
    }

    private void connect(Socket caller) {
        open.add(caller);
        try {
            Socket called = new Socket();
            open.add(called);
            called.setReceiveBufferSize(RECEIVE_BYTES);
            called.setTcpNoDelay(true);
            caller.setTcpNoDelay(true);
            called.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
            Thread.ofPlatform().daemon().start(() -> pass(caller, called, toTarget));
            pass(called, caller, toCaller);
        } catch (IOException unreachable) {
            close(caller);
        }
    }

    private static void pass(Socket from, Socket to, Line line) {
        BlockingQueue<Piece> underWay = new LinkedBlockingQueue<>();
        Thread.ofPlatform().daemon().start(() -> deliver(underWay, to));
        try {
            InputStream in = from.getInputStream();
            while (true) {
                byte[] bytes = new byte[PIECE];
                int count = in.read(bytes);
                long left = count < 0 ? System.nanoTime() : line.send(count);
                underWay.add(new Piece(bytes, count, line.arrival(left)));
                if (count < 0) {
                    return;
                }
                sleepUntil(left - QUEUE_NANOS);
            }
        } catch (IOException gone) {
            close(to);
        } catch (InterruptedException never) {
            Thread.currentThread().interrupt();
        }
    }

    private static void deliver(BlockingQueue<Piece> underWay, Socket to) {
        try {
            OutputStream out = to.getOutputStream();
            for (Piece piece = underWay.take(); piece.length() >= 0; piece = underWay.take()) {
                sleepUntil(piece.arrival());
                out.write(piece.bytes(), 0, piece.length());
            }
            to.shutdownOutput();
        } catch (IOException gone) {
            close(to);
        } catch (InterruptedException never) {
            Thread.currentThread().interrupt();
        }
    }

    private static void sleepUntil(long nanoTime) throws InterruptedException {
        long wait = nanoTime - System.nanoTime();
        if (wait > 0) {
            TimeUnit.NANOSECONDS.sleep(wait);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // Then it is closed already.
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        cut();
    }
}
