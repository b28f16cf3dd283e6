package io.streamspace.agent.internal.demo.rfb;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves one screen on a loopback port of the system's choice. There is no password, as with any desktop behind an
 * agent: who may connect is decided at the hub, and the port is not reachable from outside the machine.
 */
public final class RfbServer implements AutoCloseable {
    static final int MOST_VIEWERS = 64;

    private static final Logger LOG = LoggerFactory.getLogger(RfbServer.class);
    private static final int RETRY_MILLIS = 200;

    private final ServerSocket listener;
    private final SharedScreen screen;
    private final ExecutorService executor;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Semaphore room = new Semaphore(MOST_VIEWERS);

    /** {@code executor} gives each task a thread of its own; it stays the caller's. */
    public RfbServer(SharedScreen screen, ExecutorService executor) throws IOException {
        this.screen = screen;
        this.executor = executor;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        executor.execute(this::accept);
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
    }

    /** Ends all connections; their threads end soon after. */
    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                admit(listener.accept());
            } catch (IOException e) {
                pause(e);
            }
        }
    }

    /** Accepting fails for good when the listener is closed, and for a while when the process is out of descriptors. */
    private void pause(IOException reason) {
        if (listener.isClosed()) {
            return;
        }
        LOG.atWarn().addKeyValue("reason", reason.getMessage()).log("demo desktop cannot accept a viewer");
        try {
            Thread.sleep(RETRY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void admit(Socket socket) throws IOException {
        if (!room.tryAcquire()) {
            socket.close();
            return;
        }
        sockets.add(socket);
        executor.execute(() -> serve(socket));
        if (listener.isClosed()) {
            socket.close();
        }
    }

    private void serve(Socket socket) {
        try {
            new Viewer(socket, screen, executor).run();
        } finally {
            sockets.remove(socket);
            room.release();
        }
    }
}
