package io.streamspace.benchmarks.desktop;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.EnumMap;
import java.util.Map;

/**
 * A TCP server on loopback for each {@link Service}. Its connections have platform threads: a virtual thread's poller would stand between
 * the socket and what is measured.
 */
public final class Desktops implements AutoCloseable {
    private static final int BACKLOG = 256;

    private final Map<Service, ServerSocket> listening = new EnumMap<>(Service.class);

    /** Starts all of them. */
    public static Desktops start() throws IOException {
        Desktops desktops = new Desktops();
        for (Service service : Service.values()) {
            ServerSocket socket = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
            desktops.listening.put(service, socket);
            Thread.ofPlatform().daemon().start(() -> accept(service, socket));
        }
        return desktops;
    }

    /** Where the service listens on the loopback address. */
    public int port(Service service) {
        ServerSocket socket = listening.get(service);
        if (socket == null) {
            throw new IllegalStateException(service + " does not run");
        }
        return socket.getLocalPort();
    }

    private static void accept(Service service, ServerSocket listening) {
        try {
            while (true) {
                Socket socket = listening.accept();
                Thread.ofPlatform().daemon().start(() -> serve(service, socket));
            }
        } catch (IOException closed) {
            // The run is over.
        }
    }

    private static void serve(Service service, Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            new Conversation(socket).hold(service);
        } catch (IOException gone) {
            // Viewers leave in the middle of endless streams; one that should not have done so counts its bytes itself.
        }
    }

    @Override
    public void close() throws IOException {
        for (ServerSocket socket : listening.values()) {
            socket.close();
        }
    }
}
