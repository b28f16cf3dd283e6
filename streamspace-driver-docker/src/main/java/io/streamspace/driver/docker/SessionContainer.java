package io.streamspace.driver.docker;

import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerPort;
import io.streamspace.agent.spi.SessionRef;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A session's container as the engine shows it at this moment.
 *
 * @param name without what the intention adds
 * @param address on the session's network; empty while it does not run
 * @param published ports on the host's loopback by the container's port
 */
record SessionContainer(
        String id,
        String name,
        Intention intention,
        State state,
        String image,
        Map<String, String> labels,
        Optional<String> address,
        Map<Integer, Integer> published) {

    /** The engine's states, as far as they differ for a session. */
    enum State {
        CREATED,
        RUNNING,
        PAUSED,
        EXITED,
        /** Being removed, or not removable. */
        GOING;

        private static State of(String name) {
            return switch (name) {
                case "created" -> CREATED;
                case "running", "restarting" -> RUNNING;
                case "paused" -> PAUSED;
                case "exited" -> EXITED;
                default -> GOING;
            };
        }
    }

    static SessionContainer of(Container seen) {
        String name = Arrays.stream(seen.getNames() == null ? new String[0] : seen.getNames())
                .map(given -> given.startsWith("/") ? given.substring(1) : given)
                .findFirst()
                .orElse("");
        Intention intention = Intention.of(name);
        return new SessionContainer(
                seen.getId(),
                name.substring(0, name.length() - intention.name("").length()),
                intention,
                State.of(seen.getState()),
                seen.getImage(),
                Map.copyOf(seen.getLabels()),
                address(seen),
                published(seen));
    }

    String sessionId() {
        return Labels.session(labels);
    }

    long generation() {
        return Labels.generation(labels);
    }

    SessionRef ref() {
        return new SessionRef(sessionId(), generation(), handle());
    }

    /** Versioned as any handle; the id never changes, whatever the container is called. */
    String handle() {
        return "v1:" + id;
    }

    boolean isRunning() {
        return state == State.RUNNING;
    }

    private static Optional<String> address(Container seen) {
        if (seen.getNetworkSettings() == null) {
            return Optional.empty();
        }
        return seen.getNetworkSettings().getNetworks().values().stream()
                .map(network -> network.getIpAddress())
                .filter(address -> address != null && !address.isBlank())
                .findFirst();
    }

    private static Map<Integer, Integer> published(Container seen) {
        return Stream.of(seen.getPorts() == null ? new ContainerPort[0] : seen.getPorts())
                .filter(port -> port.getPublicPort() != null && port.getPrivatePort() != null)
                .collect(java.util.stream.Collectors.toMap(
                        ContainerPort::getPrivatePort, ContainerPort::getPublicPort, (first, again) -> first));
    }
}
