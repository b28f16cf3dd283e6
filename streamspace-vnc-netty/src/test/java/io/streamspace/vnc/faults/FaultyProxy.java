package io.streamspace.vnc.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A TCP proxy in this process between a client and a server under test, with {@link Faults} that can be changed while connections are
 * open. Works on virtual threads.
 */
public final class FaultyProxy implements AutoCloseable {
    private final ServerSocket listening;
    private final InetSocketAddress target;
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
    private volatile Faults faults = Faults.NONE;

    private FaultyProxy(ServerSocket listening, InetSocketAddress target) {
        this.listening = listening;
        this.target = target;
    }

    /** A proxy, without faults for now, to a server on this machine. */
    public static FaultyProxy to(int port) {
        return to(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /** A proxy, without faults for now, to {@code target}. */
    public static FaultyProxy to(InetSocketAddress target) {
        try {
            var proxy = new FaultyProxy(new ServerSocket(0, 256, InetAddress.getLoopbackAddress()), target);
            Thread.ofVirtual().name("faulty-proxy").start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port on which clients connect. */
    public int port() {
        return listening.getLocalPort();
    }

    /** How many connections are open. */
    public int connections() {
        return connections.size();
    }

    /** From now on. */
    public void faults(Faults next) {
        faults = next;
    }

    Faults faults() {
        return faults;
    }

    /** Closes all open connections in the orderly way. */
    public void cut() {
        connections.forEach(ProxiedConnection::close);
    }

    /** Resets all open connections. */
    public void reset() {
        connections.forEach(ProxiedConnection::reset);
    }

    /** The server loses all open connections; the clients are not told. */
    public void halfOpenToClients() {
        connections.forEach(ProxiedConnection::closeServerOnly);
    }

    /** The clients lose all open connections; the server is not told. */
    public void halfOpenToServer() {
        connections.forEach(ProxiedConnection::closeClientOnly);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                Thread.ofVirtual().name("faulty-proxy").start(() -> connect(client));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void connect(Socket client) {
        try {
            Socket server = new Socket();
            server.connect(target);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            ProxiedConnection connection = new ProxiedConnection(this, client, server);
            connections.add(connection);
            connection.run();
            connections.remove(connection);
        } catch (IOException unreachable) {
            ProxiedConnection.closeQuietly(client);
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }
}
