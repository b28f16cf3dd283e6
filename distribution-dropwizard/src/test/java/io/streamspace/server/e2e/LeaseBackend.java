package io.streamspace.server.e2e;

import java.time.Duration;
import java.util.List;

/**
 * Where the candidates' lease is kept.
 *
 * @param port of the store on this machine; 0 where it is a folder
 */
record LeaseBackend(String name, int port) {
    static LeaseBackend file() {
        return new LeaseBackend("file", 0);
    }

    static LeaseBackend redis(int port) {
        return new LeaseBackend("redis", port);
    }

    /** How long a lease lasts by default. */
    Duration lease() {
        return Duration.ofSeconds(3);
    }

    /** The flags of an agent that reaches the store at that port. */
    List<String> flags(int storePort) {
        String backend = "--ha-backend=" + name;
        return port == 0
                ? List.of("--enable-ha", backend)
                : List.of("--enable-ha", backend, "--ha-redis-url=redis://127.0.0.1:" + storePort);
    }
}
