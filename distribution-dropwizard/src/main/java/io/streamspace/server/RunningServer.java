package io.streamspace.server;

import io.streamspace.hub.Hub;
import java.net.URI;
import java.time.Duration;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Server;

/** A server in this process. */
public final class RunningServer implements AutoCloseable {
    private final Server server;
    private final ServedHub hub;
    private final StartUp startUp;
    private final boolean tls;

    RunningServer(Server server, ServedHub hub, StartUp startUp, boolean tls) {
        this.server = server;
        this.hub = hub;
        this.startUp = startUp;
        this.tls = tls;
    }

    public Hub hub() {
        if (hub instanceof ServedHub.Real real) {
            return real.hub();
        }
        throw new IllegalStateException("this server was started around another hub, by a test");
    }

    /** Where it is reached from this machine, with the port that it really has. */
    public URI address() {
        int port = ((NetworkConnector) server.getConnectors()[0]).getLocalPort();
        return URI.create((tls ? "https" : "http") + "://localhost:" + port);
    }

    /** Waits until the database is prepared and the hub has started; false when that takes longer. */
    public boolean awaitReady(Duration limit) throws InterruptedException {
        return startUp.await(limit);
    }

    /** Leaves the server's end to {@link #close}: the JVM's shutdown no longer stops it at a moment of its own. */
    public void endWithOwner() {
        server.setStopAtShutdown(false);
    }

    /** Waits until the server has been stopped. */
    public void join() throws InterruptedException {
        server.join();
    }

    /** Accepts no more, tells agents and viewers, finishes what is under way. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception failed) {
            throw new IllegalStateException("The server could not be stopped in an orderly way", failed);
        }
    }
}
