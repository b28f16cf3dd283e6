package io.streamspace.server.agent;

import io.streamspace.agent.AgentException;
import io.streamspace.agent.AgentException.Code;
import io.streamspace.agent.election.LeaseTiming;
import io.streamspace.agent.spi.LeaderElection;
import io.streamspace.driver.docker.election.HaBackend;
import io.streamspace.driver.docker.election.HaSettings;
import io.streamspace.driver.k8s.LeaseLock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Settings for several agents with one id, of which one leads and the others stand by. */
final class HaOptions {
    private static final String KUBERNETES = "kubernetes";

    @Option(
            names = "--enable-ha",
            arity = "0..1",
            fallbackValue = "true",
            defaultValue = "${env:ENABLE_HA:-false}",
            description = "Whether several agents share this id, of which one leads (ENABLE_HA).")
    boolean enabled;

    @Option(
            names = "--ha-backend",
            defaultValue = "${env:HA_BACKEND}",
            description =
                    "Where the lead is decided: kubernetes (a Lease; the default on that platform), file (several agents"
                            + " on one host; the default elsewhere), redis or swarm (HA_BACKEND).")
    @Nullable
    String backend;

    @Option(
            names = "--ha-redis-url",
            defaultValue = "${env:HA_REDIS_URL}",
            description = "Redis of the backend redis, such as redis://redis.example.com:6379/0 (HA_REDIS_URL).")
    @Nullable
    String redisUrl;

    @Option(
            names = "--ha-lock-dir",
            defaultValue = "${env:HA_LOCK_DIR}",
            description = "Folder of the backend file, the same for all agents of the host; without it, 'leases' in the"
                    + " data folder (HA_LOCK_DIR).")
    @Nullable
    Path lockDirectory;

    @Option(
            names = "--lease-lock-name",
            defaultValue = "${env:LEASE_LOCK_NAME}",
            description =
                    "Name of the Lease of the backend kubernetes; without it, one that follows from the agent's id"
                            + " (LEASE_LOCK_NAME).")
    @Nullable
    String leaseName;

    @Option(
            names = "--lease-lock-namespace",
            defaultValue = "${env:LEASE_LOCK_NAMESPACE}",
            description = "Namespace of that Lease; without it, the one of the agent's pod, else of the kubeconfig"
                    + " (LEASE_LOCK_NAMESPACE).")
    @Nullable
    String leaseNamespace;

    @Option(
            names = "--ha-docker-host",
            defaultValue = "${env:DOCKER_HOST:-unix:///var/run/docker.sock}",
            description = "Engine of the backend swarm, a manager of the Swarm (DOCKER_HOST).")
    String dockerHost = "unix:///var/run/docker.sock";

    @Option(
            names = "--ha-lease-duration",
            defaultValue = "${env:HA_LEASE_DURATION}",
            converter = DurationOption.class,
            description = "Time after a leader's last sign of life until another takes over: 3s for file and redis, 15s"
                    + " for swarm and kubernetes (HA_LEASE_DURATION).")
    @Nullable
    Duration leaseDuration;

    @Option(
            names = "--ha-renew-deadline",
            defaultValue = "${env:HA_RENEW_DEADLINE}",
            converter = DurationOption.class,
            description = "Time after which a leader that cannot renew steps down; two thirds of the lease unless set"
                    + " (HA_RENEW_DEADLINE).")
    @Nullable
    Duration renewDeadline;

    @Option(
            names = "--ha-retry-period",
            defaultValue = "${env:HA_RETRY_PERIOD}",
            converter = DurationOption.class,
            description = "Time between two renewals: a quarter of the deadline unless set (HA_RETRY_PERIOD).")
    @Nullable
    Duration retryPeriod;

    /**
     * The election that these settings ask for.
     *
     * @param platform the driver's, which decides where nothing is said
     */
    LeaderElection election(String agentId, String platform, Path dataDirectory) {
        if (!enabled) {
            if (backend != null) {
                throw new AgentException(
                        Code.INVALID_SETTING,
                        "HA_BACKEND is set, but ENABLE_HA is not true. Set ENABLE_HA=true, or leave HA_BACKEND out.");
            }
            return LeaderElection.alone();
        }
        try {
            return new AnnouncedElection(chosen(agentId, platform, dataDirectory), agentId);
        } catch (IllegalArgumentException e) {
            throw new AgentException(Code.INVALID_SETTING, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new AgentException(
                    Code.INVALID_SETTING,
                    "The folder for the lease of this host's agents cannot be used: " + e.getMessage()
                            + ". Choose another with HA_LOCK_DIR.",
                    e);
        }
    }

    private LeaderElection chosen(String agentId, String platform, Path dataDirectory) throws IOException {
        String usual = platform.equals(KUBERNETES) ? KUBERNETES : "file";
        String where = backend == null ? usual : backend;
        if (where.equals(KUBERNETES)) {
            return new LeaseLock(leaseName, leaseNamespace).election(agentId, timing(LeaseLock.USUAL_TIMING));
        }
        HaBackend store = HaBackend.of(where)
                .orElseThrow(() -> new IllegalArgumentException("HA_BACKEND is '" + where
                        + "'; it must be file (several agents on one host), redis, swarm or kubernetes."));
        var settings = new HaSettings(
                store,
                lockDirectory == null ? dataDirectory.resolve("leases") : lockDirectory,
                redisUrl,
                dockerHost,
                timing(store.usualTiming()));
        return HaBackend.election(settings, agentId);
    }

    private LeaseTiming timing(LeaseTiming usual) {
        try {
            return usual.with(leaseDuration, renewDeadline, retryPeriod);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "HA_LEASE_DURATION, HA_RENEW_DEADLINE and HA_RETRY_PERIOD do not fit together: " + e.getMessage(),
                    e);
        }
    }
}
