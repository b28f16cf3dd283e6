package io.streamspace.server.e2e;

import java.time.Duration;
import java.util.List;

/**
 * Where the candidates' lease is kept.
 *
 * @param port of the store on this machine; 0 where it is a folder
 * @param lease how long it lasts, which is the backend's default unless the test would take too long with that
 */
record LeaseBackend(String name, int port, Duration lease) {
    private static final Duration DEFAULT = Duration.ofSeconds(3);

    static LeaseBackend file() {
        return new LeaseBackend("file", 0, DEFAULT);
    }

    static LeaseBackend redis(int port) {
        return new LeaseBackend("redis", port, DEFAULT);
    }

    /** By default it lasts 15 s. */
    static LeaseBackend swarm(int port) {
        return new LeaseBackend("swarm", port, Duration.ofSeconds(4));
    }

    /** The flags of an agent that reaches the store at that port. */
    List<String> flags(int storePort) {
        String backend = "--ha-backend=" + name;
        return switch (name) {
            case "redis" -> List.of("--enable-ha", backend, "--ha-redis-url=redis://127.0.0.1:" + storePort);
            case "swarm" ->
                List.of(
                        "--enable-ha",
                        backend,
                        "--ha-docker-host=tcp://127.0.0.1:" + storePort,
                        "--ha-lease-duration=" + lease.toSeconds() + "s");
            default -> List.of("--enable-ha", backend);
        };
    }
}
