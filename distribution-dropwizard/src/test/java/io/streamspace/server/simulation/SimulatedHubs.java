package io.streamspace.server.simulation;

import io.streamspace.hub.Hub;
import io.streamspace.server.simulation.SimulatedDatabase.Health;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** The replicas of the hub on one database, and the balancer in front of them, which asks one that listens. */
final class SimulatedHubs {
    private final List<SimulatedHub> replicas;
    private final Health health;
    private final RandomGenerator random;

    SimulatedHubs(List<SimulatedHub> replicas, Health health, RandomGenerator random) {
        this.replicas = List.copyOf(replicas);
        this.health = health;
        this.random = random;
    }

    Health health() {
        return health;
    }

    List<SimulatedHub> all() {
        return replicas;
    }

    SimulatedHub replica(int which) {
        return replicas.get(which % replicas.size());
    }

    /** Any of those that listen; empty where nobody does. */
    Optional<SimulatedHub> listening() {
        var listening = replicas.stream().filter(SimulatedHub::isListening).toList();
        return listening.isEmpty() ? Optional.empty() : Optional.of(listening.get(random.nextInt(listening.size())));
    }

    /** Has somebody use a replica that listens, or find none. */
    void use(String what, Consumer<Hub> use) {
        listening().orElse(replicas.getFirst()).use(what, use);
    }
}
