package io.streamspace.server.e2e;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the candidates' lease is kept. */
sealed interface LeaseBackend {
    String name();

    /** How long a lease lasts. */
    Duration lease();

    /** Where the store is reached; empty where it is a folder. */
    Optional<InetSocketAddress> store();

    /** The flags of an agent that reaches the store at that port of this machine. */
    List<String> flags(int storePort);

    /** The environment of an agent that reaches the store at that port of this machine. */
    Map<String, String> environment(int storePort, Path folder);

    /** Agents of one host. */
    record File() implements LeaseBackend {
        @Override
        public String name() {
            return "file";
        }

        @Override
        public Duration lease() {
            return Duration.ofSeconds(3);
        }

        @Override
        public Optional<InetSocketAddress> store() {
            return Optional.empty();
        }

        @Override
        public List<String> flags(int storePort) {
            return List.of("--enable-ha", "--ha-backend=file");
        }

        @Override
        public Map<String, String> environment(int storePort, Path folder) {
            return Map.of();
        }
    }

    /** A Redis at that port of this machine. */
    record Redis(int port) implements LeaseBackend {
        @Override
        public String name() {
            return "redis";
        }

        @Override
        public Duration lease() {
            return Duration.ofSeconds(3);
        }

        @Override
        public Optional<InetSocketAddress> store() {
            return Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        }

        @Override
        public List<String> flags(int storePort) {
            return List.of("--enable-ha", "--ha-backend=redis", "--ha-redis-url=redis://127.0.0.1:" + storePort);
        }

        @Override
        public Map<String, String> environment(int storePort, Path folder) {
            return Map.of();
        }
    }

    /** A Lease in a namespace of a cluster. It is shorter than what agents have by default, so that the test is. */
    record Kubernetes(TestNamespace cluster) implements LeaseBackend {
        @Override
        public String name() {
            return "kubernetes";
        }

        @Override
        public Duration lease() {
            return Duration.ofSeconds(5);
        }

        @Override
        public Optional<InetSocketAddress> store() {
            return Optional.of(cluster.server());
        }

        @Override
        public List<String> flags(int storePort) {
            return List.of("--enable-ha", "--ha-backend=kubernetes", "--ha-lease-duration=" + lease());
        }

        @Override
        public Map<String, String> environment(int storePort, Path folder) {
            return Map.of(
                    "KUBECONFIG",
                    cluster.kubeconfig(storePort, folder).toString(),
                    "LEASE_LOCK_NAME",
                    "agents",
                    "LEASE_LOCK_NAMESPACE",
                    cluster.name());
        }
    }
}
