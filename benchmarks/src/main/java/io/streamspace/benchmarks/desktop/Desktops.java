package io.streamspace.benchmarks.desktop;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.EnumMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A TCP server on loopback for each {@link Service}, and one that speaks WebSocket, for peers that cannot do that themselves. Their
 * connections have platform threads: a virtual thread's poller would stand between the socket and what is measured.
 */
public final class Desktops implements AutoCloseable {
    private static final int BACKLOG = 1024;

    private final Map<Service, ServerSocket> plain = new EnumMap<>(Service.class);
    private final Map<Service, ServerSocket> webSocket = new EnumMap<>(Service.class);
    private final Received received = new Received();
    private final Queue<Socket> parked = new ConcurrentLinkedQueue<>();

    /** Starts all of them. */
    public static Desktops start() throws IOException {
        Desktops desktops = new Desktops();
        for (Service service : Service.values()) {
            desktops.plain.put(service, desktops.listen(service, false));
            desktops.webSocket.put(service, desktops.listen(service, true));
        }
        return desktops;
    }

    /** Where the service listens on the loopback address. */
    public int port(Service service) {
        return port(plain, service);
    }

    /** Where the service listens for WebSockets, with any path. */
    public int webSocketPort(Service service) {
        return port(webSocket, service);
    }

    /** What arrived at the {@link Service#SINK}. */
    public Received received() {
        return received;
    }

    private static int port(Map<Service, ServerSocket> listening, Service service) {
        ServerSocket socket = listening.get(service);
        if (socket == null) {
            throw new IllegalStateException(service + " does not run");
        }
        return socket.getLocalPort();
    }

    private ServerSocket listen(Service service, boolean speaksWebSocket) throws IOException {
        ServerSocket socket = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(() -> accept(service, socket, speaksWebSocket));
        return socket;
    }

    private void accept(Service service, ServerSocket listening, boolean speaksWebSocket) {
        try {
            while (true) {
                Socket socket = listening.accept();
                if (service == Service.PARKED) {
                    park(socket, speaksWebSocket);
                } else {
                    Thread.ofPlatform().daemon().start(() -> serve(service, socket, speaksWebSocket));
                }
            }
        } catch (IOException closed) {
            // The run is over.
        }
    }

    private void park(Socket socket, boolean speaksWebSocket) throws IOException {
        parked.add(socket);
        converse(Service.PARKED, socket, speaksWebSocket);
    }

    private void converse(Service service, Socket socket, boolean speaksWebSocket) throws IOException {
        socket.setTcpNoDelay(true);
        if (speaksWebSocket) {
            ServerWebSocket frames = ServerWebSocket.accept(socket);
            new Conversation(frames.input(), frames.output(), received).hold(service);
        } else {
            new Conversation(socket.getInputStream(), socket.getOutputStream(), received).hold(service);
        }
    }

    private void serve(Service service, Socket socket, boolean speaksWebSocket) {
        try (socket) {
            converse(service, socket, speaksWebSocket);
        } catch (IOException gone) {
            // Viewers leave in the middle of endless streams; one that should not have done so counts its bytes itself.
        }
    }

    @Override
    public void close() throws IOException {
        for (ServerSocket socket : plain.values()) {
            socket.close();
        }
        for (ServerSocket socket : webSocket.values()) {
            socket.close();
        }
        releaseParked();
    }

    /** Ends what was parked; nobody notices the viewers' end by itself. */
    public void releaseParked() throws IOException {
        for (Socket socket = parked.poll(); socket != null; socket = parked.poll()) {
            socket.close();
        }
    }
}
