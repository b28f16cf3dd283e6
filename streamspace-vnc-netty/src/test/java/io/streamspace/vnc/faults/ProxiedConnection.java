package io.streamspace.vnc.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** One connection through the proxy: two threads for each way, with what is on its way in a bounded queue between them. */
final class ProxiedConnection {
    private static final int CHUNK = 16 << 10;
    private static final int UNDER_WAY = 1024;
    private static final long LOOK_MILLIS = 5;

    private final FaultyProxy proxy;
    private final Socket client;
    private final Socket server;
    private volatile long lastPassed = System.nanoTime();
    private volatile boolean closed;
    private volatile boolean halfOpen;

    private record Chunk(byte[] bytes, long readAt) {}

    private static final Chunk END = new Chunk(new byte[0], 0);

    ProxiedConnection(FaultyProxy proxy, Socket client, Socket server) {
        this.proxy = proxy;
        this.client = client;
        this.server = server;
    }

    /** Runs until both ways have ended. */
    void run() {
        Thread up = Thread.ofVirtual().start(() -> pass(client, server, false));
        Thread idle = Thread.ofVirtual().start(this::cutWhenIdle);
        pass(server, client, true);
        join(up);
        if (!halfOpen) {
            close();
        }
        closed = true;
        join(idle);
    }

    private void pass(Socket from, Socket to, boolean fromServer) {
        BlockingQueue<Chunk> underWay = new ArrayBlockingQueue<>(UNDER_WAY);
        Thread writer = Thread.ofVirtual().start(() -> write(underWay, to, fromServer));
        byte[] buffer = new byte[CHUNK];
        try {
            InputStream in = from.getInputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                underWay.put(new Chunk(Arrays.copyOf(buffer, count), System.nanoTime()));
                waitWhileSilent();
            }
            underWay.put(END);
        } catch (IOException cut) {
            writer.interrupt();
            closeOther(to);
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
        join(writer);
    }

    private void closeOther(Socket other) {
        if (!halfOpen) {
            closeQuietly(other);
        }
    }

    private void write(BlockingQueue<Chunk> underWay, Socket to, boolean fromServer) {
        long passed = 0;
        try {
            OutputStream out = to.getOutputStream();
            for (Chunk chunk = underWay.take(); chunk.bytes().length > 0; chunk = underWay.take()) {
                Faults faults = proxy.faults();
                waitUntil(chunk.readAt() + faults.delay().toNanos());
                waitWhileSilent();
                int count = chunk.bytes().length;
                if (fromServer && passed + count > faults.stallAfterBytes()) {
                    out.write(chunk.bytes(), 0, (int) (faults.stallAfterBytes() - passed));
                    Thread.sleep(Long.MAX_VALUE);
                }
                out.write(chunk.bytes());
                passed += count;
                lastPassed = System.nanoTime();
                if (faults.bytesPerSecond() > 0) {
                    waitUntil(System.nanoTime() + TimeUnit.SECONDS.toNanos(count) / faults.bytesPerSecond());
                }
            }
            if (!halfOpen) {
                to.shutdownOutput();
            }
        } catch (IOException | InterruptedException cut) {
            closeOther(to);
        }
    }

    private void waitWhileSilent() throws InterruptedException {
        while (proxy.faults().silent() && !closed) {
            Thread.sleep(LOOK_MILLIS);
        }
    }

    private static void waitUntil(long nanoTime) throws InterruptedException {
        long wait = nanoTime - System.nanoTime();
        if (wait > 0) {
            TimeUnit.NANOSECONDS.sleep(wait);
        }
    }

    private void cutWhenIdle() {
        try {
            while (!closed) {
                Thread.sleep(LOOK_MILLIS);
                long limit = proxy.faults().cutWhenIdle().toNanos();
                if (limit > 0 && System.nanoTime() - lastPassed > limit) {
                    close();
                }
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    void close() {
        closed = true;
        halfOpen = false;
        closeQuietly(client);
        closeQuietly(server);
    }

    void reset() {
        for (Socket socket : new Socket[] {client, server}) {
            try {
                socket.setSoLinger(true, 0);
            } catch (IOException gone) {
                // Then there is nothing to reset.
            }
        }
        close();
    }

    void closeClientOnly() {
        halfOpen = true;
        closeQuietly(client);
    }

    void closeServerOnly() {
        halfOpen = true;
        closeQuietly(server);
    }

    static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // Then it is closed already.
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }
}
