package io.streamspace.hub;

import io.streamspace.hub.internal.HubParts;
import io.streamspace.hub.internal.Readiness;
import io.streamspace.vnc.EventLoops;
import io.streamspace.vnc.UpgradeServer;
import io.streamspace.vnc.ws.TextListener;
import io.streamspace.vnc.ws.UpgradeRouter;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A hub: keeps sessions and agents in a database, holds the links of agents, and brings viewers to desktops.
 *
 * <pre>{@code
 * try (var hub = Hub.builder().dataSource(database).build()) {
 *     hub.start();
 *     hub.listen(new InetSocketAddress(8080));
 *     hub.templates().put(Template.of("demo", "Demo desktop", Map.of("memory", "")));
 *     var session = hub.sessions().start(StartRequest.of("ada", "demo"));
 * }
 * }</pre>
 *
 * <p>Several hubs may share one database. All methods may be called from any thread but the hub's own.
 */
public final class Hub implements AutoCloseable {
    private final HubParts parts;
    // Guarded by this, as the one below.
    private final List<UpgradeServer> servers = new ArrayList<>();
    private @Nullable EventLoops loops;

    Hub(HubParts parts) {
        this.parts = parts;
    }

    public static HubBuilder builder() {
        return new HubBuilder();
    }

    /**
     * Brings the database's tables up to date and begins to work. Blocks.
     *
     * @throws HubException {@code UNAVAILABLE} where the database cannot be reached or its tables cannot be made
     */
    public void start() {
        parts.start();
    }

    public Sessions sessions() {
        return parts.sessions();
    }

    public Agents agents() {
        return parts.agents();
    }

    public Templates templates() {
        return parts.templates();
    }

    public Quotas quotas() {
        return parts.quotas();
    }

    public Tickets tickets() {
        return parts.tickets();
    }

    public Shares shares() {
        return parts.shares();
    }

    public Viewers viewers() {
        return parts.viewers();
    }

    /** Decides the WebSocket handshakes of agents and viewers, for the HTTP server in front. */
    public UpgradeRouter upgrades() {
        return parts.routes();
    }

    /** Hears one control link that reaches the hub otherwise than by {@link #upgrades()}. The caller has made sure whose it is. */
    public TextListener link(String agentId) {
        return parts.link(agentId);
    }

    /**
     * Opens a port of the hub's own for agents and viewers, in the place of an HTTP server in front.
     *
     * @param address port 0 takes a free one
     * @return the address with the port that was taken
     * @throws java.io.UncheckedIOException where the address is taken
     */
    public synchronized InetSocketAddress listen(InetSocketAddress address) {
        var shared = loops == null ? EventLoops.create() : loops;
        loops = shared;
        var server = UpgradeServer.start(shared, address, upgrades(), null);
        servers.add(server);
        return new InetSocketAddress(address.getAddress(), server.port());
    }

    /** Asks each part whether it is ready. Blocks for at most as long as the data source lets a connection wait. */
    public List<ReadinessCheck> readiness() {
        return new Readiness(parts).checks();
    }

    /** Sends agents and viewers away, to come back later or elsewhere, and stops. Sessions run on. Blocks for some seconds at most. */
    @Override
    public synchronized void close() {
        parts.close();
        servers.forEach(UpgradeServer::close);
        servers.clear();
        if (loops != null) {
            loops.close();
            loops = null;
        }
    }
}
