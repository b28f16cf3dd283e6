package io.streamspace.hub;

import io.streamspace.vnc.ws.UpgradeRouter;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * A hub: keeps sessions and agents in a database, holds the links of agents, and brings viewers to desktops.
 *
 * <pre>{@code
 * try (var hub = Hub.builder().dataSource(database).build()) {
 *     hub.start();
 *     var address = hub.listen(new InetSocketAddress(8080));
 *     hub.templates().put(Template.of("demo", "Demo desktop", Map.of("memory", "")));
 *     var session = hub.sessions().start(StartRequest.of("ada", "demo"));
 * }
 * }</pre>
 *
 * <p>Several hubs may share one database. All methods may be called from any thread.
 */
public interface Hub extends AutoCloseable {
    static HubBuilder builder() {
        return new HubBuilder();
    }

    /** Brings the database's tables up to date and begins to work. Blocks. Throws {@link HubException} {@code UNAVAILABLE}. */
    void start();

    Sessions sessions();

    Agents agents();

    Templates templates();

    Tickets tickets();

    /** Decides the WebSocket handshakes of agents and viewers, for the HTTP server in front. */
    UpgradeRouter upgrades();

    /** Opens a port of the hub's own for agents and viewers, in the place of an HTTP server in front. The address tells the port chosen. */
    InetSocketAddress listen(InetSocketAddress address);

    /** Asks each part whether it is ready. Blocks for at most some seconds. */
    List<ReadinessCheck> readiness();

    /** Tells agents and viewers to come back elsewhere or later, and stops. Sessions run on. */
    @Override
    void close();
}
