package io.streamspace.driver.docker;

import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Network;
import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.SessionRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One bridge network per session, so that no session reaches another. */
final class Networks {
    private static final Logger LOG = LoggerFactory.getLogger(Networks.class);
    private static final String BRIDGE_NAME = "com.docker.network.bridge.name";
    private static final String MASQUERADE = "com.docker.network.bridge.enable_ip_masquerade";
    /** What the engine says where two networks would have one bridge. */
    private static final String SAME_BRIDGE = "same bridge name";

    private static final int MAX_ATTEMPTS = 5;
    private static final int LOOKS = 10;
    private static final int PAUSE_MILLIS = 100;
    private static final String MTU = "com.docker.network.driver.mtu";

    private final Engine engine;
    private final Names names;
    private final Reach reach;

    Networks(Engine engine, Names names, Reach reach) {
        this.engine = engine;
        this.names = names;
        this.reach = reach;
    }

    /**
     * Creates the session's network unless it is there. The engine would make two of one name, if two ask at the same moment, but never two bridges
     * of one name.
     */
    void create(SessionRef session, boolean egress) throws DriverException, InterruptedException {
        for (int attempt = 0; !isMade(session, egress, attempt); attempt++) {
            LOG.atWarn()
                    .addKeyValue("sessionId", session.sessionId())
                    .log("the engine keeps the bridge of a network that it does not have; the next name is tried");
        }
    }

    /** False where the bridge's name is taken by nothing that the engine shows: it was killed while it made or removed the network. */
    private boolean isMade(SessionRef session, boolean egress, int attempt)
            throws DriverException, InterruptedException {
        try {
            make(session, egress, names.bridge(session.sessionId(), attempt));
            return true;
        } catch (DriverException e) {
            boolean taken = String.valueOf(e.detail()).contains(SAME_BRIDGE);
            if (isThere(session, taken ? LOOKS : 1)) {
                return true;
            }
            if (taken && attempt < MAX_ATTEMPTS) {
                return false;
            }
            throw e;
        }
    }

    /** Whoever asked at the same moment has the bridge before the engine shows the network. */
    private boolean isThere(SessionRef session, int looks) throws DriverException, InterruptedException {
        boolean there = !of(session.sessionId()).isEmpty();
        for (int look = 1; !there && look < looks; look++) {
            Thread.sleep(PAUSE_MILLIS);
            there = !of(session.sessionId()).isEmpty();
        }
        return there;
    }

    private void make(SessionRef session, boolean egress, String bridge) throws DriverException, InterruptedException {
        Map<String, String> options = new HashMap<>();
        options.put(BRIDGE_NAME, bridge);
        reach.mtu().ifPresent(mtu -> options.put(MTU, mtu));
        // The engine publishes no port of an internal network, so one whose ports are published is cut off by having no
        // way back from outside.
        boolean internal = !egress && !reach.published();
        if (!egress && !internal) {
            options.put(MASQUERADE, "false");
        }
        engine.call(client -> client.createNetworkCmd()
                .withName(names.session(session.sessionId()))
                .withCheckDuplicate(true)
                .withDriver("bridge")
                .withInternal(internal)
                .withOptions(options)
                .withLabels(Labels.part(names.agentId(), session))
                .exec());
    }

    /** Labels of the agent's networks. */
    List<Map<String, String>> all() throws DriverException, InterruptedException {
        return list(Labels.AGENT + "=" + names.agentId()).stream()
                .map(network -> Map.copyOf(network.getLabels()))
                .toList();
    }

    List<Network> of(String sessionId) throws DriverException, InterruptedException {
        return list(Labels.AGENT + "=" + names.agentId(), Labels.SESSION + "=" + sessionId);
    }

    private List<Network> list(String... labels) throws DriverException, InterruptedException {
        return engine.call(client ->
                client.listNetworksCmd().withFilter("label", List.of(labels)).exec());
    }

    /** Removes the session's network, unless a later generation made it (D-204), with whatever still hangs on it. */
    void remove(SessionRef session) throws DriverException, InterruptedException {
        for (Network network : of(session.sessionId())) {
            if (Labels.generation(network.getLabels()) > session.generation()) {
                continue;
            }
            try {
                remove(network);
            } catch (DriverException hasEndpoints) {
                disconnectAll(network.getId());
                remove(network);
            }
        }
    }

    private void remove(Network network) throws DriverException, InterruptedException {
        engine.run(client -> client.removeNetworkCmd(network.getId()).exec(), NotFoundException.class);
    }

    /** What an engine that was killed left at the network, or somebody connected to it. */
    private void disconnectAll(String networkId) throws DriverException, InterruptedException {
        Optional<Network> network = engine.find(
                client -> client.inspectNetworkCmd().withNetworkId(networkId).exec());
        Set<String> endpoints =
                network.map(Network::getContainers).map(Map::keySet).orElse(Set.of());
        for (String container : endpoints) {
            engine.run(
                    client -> client.disconnectFromNetworkCmd()
                            .withNetworkId(networkId)
                            .withContainerId(container)
                            .withForce(true)
                            .exec(),
                    NotFoundException.class);
        }
    }
}
