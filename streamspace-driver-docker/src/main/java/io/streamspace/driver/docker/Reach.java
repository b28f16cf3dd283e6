package io.streamspace.driver.docker;

import com.github.dockerjava.api.model.Network;
import io.streamspace.agent.spi.DriverException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How this agent reaches what runs in a session.
 *
 * @param onHost whether the agent is in the network namespace that the engine's bridges are in
 * @param published whether sessions' ports are published on the loopback address, because their own addresses are out of reach
 * @param mtu of the engine's own bridge, which sessions' bridges do not inherit; empty where it has none set
 */
record Reach(boolean onHost, boolean published, Optional<String> mtu) {
    private static final Logger LOG = LoggerFactory.getLogger(Reach.class);
    private static final String DEFAULT_NETWORK = "bridge";
    private static final String MTU = "com.docker.network.driver.mtu";

    /** What the operator may choose. */
    enum Way {
        /** Whichever works, found out once. */
        AUTO,
        /** The container's own address. */
        ADDRESS,
        /** A port on the host's loopback address. */
        PUBLISHED
    }

    static Reach of(Engine engine, Way way) throws DriverException, InterruptedException {
        Optional<Network> bridge = engine.find(client ->
                client.inspectNetworkCmd().withNetworkId(DEFAULT_NETWORK).exec());
        boolean onHost = bridge.map(Reach::isOurs).orElse(true);
        boolean published = switch (way) {
            case AUTO -> !onHost;
            case ADDRESS -> false;
            case PUBLISHED -> true;
        };
        LOG.atInfo()
                .addKeyValue("engine", engine.host())
                .addKeyValue("reach", published ? "published" : "address")
                .log("Sessions are reached by {}", published ? "ports on the loopback address" : "their own addresses");
        return new Reach(onHost, published, bridge.map(Network::getOptions).map(options -> options.get(MTU)));
    }

    /** Where an endpoint is; empty while the session does not run. */
    Optional<InetSocketAddress> endpoint(SessionContainer container, int port) {
        if (published) {
            return Optional.ofNullable(container.published().get(port))
                    .map(hostPort -> new InetSocketAddress(InetAddress.getLoopbackAddress(), hostPort));
        }
        return container.address().map(address -> new InetSocketAddress(address, port));
    }

    /** An engine in a virtual machine, in another container or without root has its bridge where this process does not see it. */
    private static boolean isOurs(Network bridge) {
        return Optional.ofNullable(bridge.getIpam()).map(Network.Ipam::getConfig).orElse(List.of()).stream()
                .map(Reach::gateway)
                .flatMap(Optional::stream)
                .findFirst()
                .map(Reach::isAddressOfThisMachine)
                .orElse(true);
    }

    /** The engine does not tell of its own bridge's address where it chose it: then it is the first of the network. */
    private static Optional<String> gateway(Network.Ipam.Config config) {
        if (config.getGateway() != null && !config.getGateway().isBlank()) {
            return Optional.of(config.getGateway());
        }
        return Optional.ofNullable(config.getSubnet())
                .filter(subnet -> subnet.matches("[0-9.]+\\.0/[0-9]+"))
                .map(subnet -> subnet.replaceFirst("0/[0-9]+$", "1"));
    }

    private static boolean isAddressOfThisMachine(String address) {
        try {
            return NetworkInterface.getByInetAddress(InetAddress.getByName(address)) != null;
        } catch (SocketException | UnknownHostException e) {
            return false;
        }
    }

    Map<String, String> facts() {
        return Map.of("reach", published ? "published" : "address");
    }
}
