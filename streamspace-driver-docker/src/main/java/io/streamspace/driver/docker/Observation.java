package io.streamspace.driver.docker;

import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.SessionFacts;
import io.streamspace.agent.spi.SessionRef;
import io.streamspace.protocol.message.ObservedState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is to be seen of sessions at this moment (D-501): asked of the engine and of the desktop, not remembered. */
final class Observation {
    private static final int SHORT_ID = 12;

    private final Containers containers;
    private final Networks networks;
    private final Homes homes;
    private final Reach reach;
    private final Health health;
    private final Boot boot;

    Observation(Containers containers, Networks networks, Homes homes, Reach reach, Health health, Boot boot) {
        this.containers = containers;
        this.networks = networks;
        this.homes = homes;
        this.reach = reach;
        this.health = health;
        this.boot = boot;
    }

    SessionFacts of(SessionRef session) throws DriverException, InterruptedException {
        Optional<SessionContainer> container = containers.find(session.sessionId());
        if (container.isPresent()) {
            return facts(container.get());
        }
        return networks.of(session.sessionId()).stream()
                .map(network -> begun(network.getLabels()))
                .findFirst()
                .orElseGet(() -> SessionFacts.absent(session));
    }

    /**
     * When the engine has just told of a change. It tells a moment before its list shows it, but looks at a single container only when it is through with
     * it.
     */
    SessionFacts afterChange(SessionRef session) throws DriverException, InterruptedException {
        Optional<SessionContainer> container = containers.find(session.sessionId());
        if (container.isPresent()) {
            containers.inspect(container.get().id());
        }
        return of(session);
    }

    /** Sessions with a container, and those of which a killed agent left a network or a volume only. */
    List<SessionFacts> all() throws DriverException, InterruptedException {
        // The parts are asked for first: what is whole by the time the containers are listed is not taken for half
        // made.
        List<Map<String, String>> parts =
                Stream.concat(networks.all().stream(), homes.all().stream()).toList();
        Map<String, SessionFacts> sessions = new LinkedHashMap<>();
        List<SessionContainer> found = containers.all();
        health.keep(found.stream().map(SessionContainer::id).toList());
        for (SessionContainer container : newest(found)) {
            sessions.put(container.sessionId(), facts(container));
        }
        parts.forEach(labels -> sessions.computeIfAbsent(Labels.session(labels), id -> begun(labels)));
        return new ArrayList<>(sessions.values());
    }

    private static List<SessionContainer> newest(List<SessionContainer> all) {
        Map<String, SessionContainer> newest = new LinkedHashMap<>();
        for (SessionContainer container : all) {
            newest.merge(container.sessionId(), container, (a, b) -> a.generation() >= b.generation() ? a : b);
        }
        return List.copyOf(newest.values());
    }

    private static SessionFacts begun(Map<String, String> labels) {
        return new SessionFacts(
                Labels.session(labels),
                Labels.generation(labels),
                ObservedState.STARTING,
                null,
                Map.of(),
                Map.of(),
                null);
    }

    SessionFacts facts(SessionContainer container) throws DriverException, InterruptedException {
        ObservedState state = state(container);
        return new SessionFacts(
                container.sessionId(),
                container.generation(),
                state,
                container.handle(),
                endpoints(container),
                metadata(container),
                reason(container, state),
                Labels.resources(container.labels()));
    }

    private ObservedState state(SessionContainer container) throws InterruptedException {
        return switch (container.state()) {
            case CREATED -> ObservedState.STARTING;
            case RUNNING -> health.of(container);
            case PAUSED -> ObservedState.HIBERNATED;
            case EXITED ->
                container.intention() == Intention.HIBERNATE ? ObservedState.HIBERNATED : ObservedState.STOPPED;
            case GOING -> ObservedState.STOPPED;
        };
    }

    private @Nullable String reason(SessionContainer container, ObservedState state)
            throws DriverException, InterruptedException {
        if (state == ObservedState.FAILED) {
            return "The desktop does not answer any more. Start the session again to go on.";
        }
        if (container.state() == SessionContainer.State.EXITED && container.intention() == Intention.RUN) {
            return "The desktop ended by itself: " + boot.reason(container.id()) + " Start the session again to go on.";
        }
        return null;
    }

    private Map<String, String> endpoints(SessionContainer container) {
        Map<String, String> endpoints = new HashMap<>();
        Labels.endpoints(container.labels())
                .forEach((name, port) -> reach.endpoint(container, port)
                        .ifPresent(address ->
                                endpoints.put(name, address.getAddress().getHostAddress() + ":" + address.getPort())));
        return endpoints;
    }

    private Map<String, String> metadata(SessionContainer container) {
        Map<String, String> metadata = new HashMap<>(reach.facts());
        metadata.put(
                "container",
                container.id().substring(0, Math.min(SHORT_ID, container.id().length())));
        metadata.put("name", container.name());
        metadata.put("image", container.image());
        container.labels().forEach((name, value) -> {
            if (name.startsWith(Labels.FACT_PREFIX)) {
                metadata.put(name.substring(Labels.FACT_PREFIX.length()), value);
            }
        });
        return metadata;
    }
}
