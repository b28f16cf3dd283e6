package io.streamspace.server.agent;

import io.streamspace.agent.AgentException;
import io.streamspace.agent.AgentException.Code;
import io.streamspace.agent.spi.LeaderElection;
import io.streamspace.driver.docker.election.HaBackend;
import io.streamspace.driver.docker.election.HaSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Settings for several agents with one id, of which one leads and the others stand by. */
final class HaOptions {
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
            description = "Where the lead is decided: file (several agents on one host; the default), redis or swarm"
                    + " (HA_BACKEND).")
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
            names = "--ha-docker-host",
            defaultValue = "${env:DOCKER_HOST:-unix:///var/run/docker.sock}",
            description = "Engine of the backend swarm, a manager of the Swarm (DOCKER_HOST).")
    String dockerHost = "unix:///var/run/docker.sock";

    @Option(
            names = "--ha-lease-duration",
            defaultValue = "${env:HA_LEASE_DURATION}",
            converter = DurationOption.class,
            description = "Time after a leader's last sign of life until another takes over: 3s for file and redis, 15s"
                    + " for swarm (HA_LEASE_DURATION).")
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

    /** The election that these settings ask for. */
    LeaderElection election(String agentId, Path dataDirectory) {
        if (!enabled) {
            if (backend != null) {
                throw new AgentException(
                        Code.INVALID_SETTING,
                        "HA_BACKEND is set, but ENABLE_HA is not true. Set ENABLE_HA=true, or leave HA_BACKEND out.");
            }
            return LeaderElection.alone();
        }
        try {
            var settings = new HaSettings(
                    backend == null ? HaBackend.FILE : HaBackend.of(backend),
                    lockDirectory == null ? dataDirectory.resolve("leases") : lockDirectory,
                    redisUrl,
                    dockerHost,
                    leaseDuration,
                    renewDeadline,
                    retryPeriod);
            return new AnnouncedElection(HaBackend.election(settings, agentId), agentId);
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
}
