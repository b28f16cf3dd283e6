package io.streamspace.server.agent;

import io.streamspace.protocol.message.Capacity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The agent program's settings: a flag each, with an environment variable behind it. */
final class AgentOptions {
    @Option(
            names = "--agent-id",
            required = true,
            defaultValue = "${env:AGENT_ID}",
            description = "Name of this agent, unique in the installation (AGENT_ID).")
    String agentId = "";

    @Option(
            names = "--control-plane-url",
            required = true,
            defaultValue = "${env:CONTROL_PLANE_URL}",
            description = "Address of the hub, such as wss://control.example.com (CONTROL_PLANE_URL).")
    String controlPlane = "";

    @Option(
            names = "--enrolment-key",
            defaultValue = "${env:AGENT_ENROLMENT_KEY}",
            description = "Key with which the agent enrols at its first start (AGENT_ENROLMENT_KEY).")
    @Nullable
    String enrolmentKey;

    @Option(
            names = "--platform",
            defaultValue = "${env:PLATFORM}",
            description =
                    "Driver to use, such as docker; without it the best one that this machine can run (PLATFORM).")
    @Nullable
    String platform;

    @Option(names = "--region", defaultValue = "${env:REGION}", description = "Where the agent stands (REGION).")
    @Nullable
    String region;

    @Option(
            names = "--max-sessions",
            defaultValue = "${env:MAX_SESSIONS:-10}",
            description = "Sessions at a time, default 10 (MAX_SESSIONS).")
    int maxSessions;

    @Option(
            names = "--max-cpu",
            defaultValue = "${env:MAX_CPU:-0}",
            description = "Cores for all sessions together; 0, the default, sets no limit (MAX_CPU).")
    double maxCpu;

    @Option(
            names = "--max-memory",
            defaultValue = "${env:MAX_MEMORY:-0}",
            converter = MemoryOption.class,
            description = "Memory for all sessions together, such as 16Gi; 0, the default, sets no limit (MAX_MEMORY).")
    long maxMemoryBytes;

    @Option(
            names = "--data-dir",
            defaultValue = "${env:DATA_DIR:-${sys:user.home}/.streamspace/agent}",
            description = "Folder for the agent's key and the driver's files (DATA_DIR).")
    Path dataDirectory = Path.of(".");

    @Option(
            names = "--drivers-dir",
            defaultValue = "${env:DRIVERS_DIR:-${sys:streamspace.drivers}}",
            description = "Folder with further drivers' jars (DRIVERS_DIR).")
    @Nullable
    Path driversDirectory;

    @Option(
            names = "--drain",
            description = "Take no new sessions, wait for those that run to end, then end: 0 when none is left, 3 when"
                    + " the drain timeout is over.")
    boolean drain;

    @Option(
            names = "--drain-timeout",
            defaultValue = "${env:DRAIN_TIMEOUT}",
            converter = DurationOption.class,
            description = "How long a drain may take: after --drain 1h unless set; at SIGTERM nothing unless set, since"
                    + " sessions go on without the agent (DRAIN_TIMEOUT).")
    @Nullable
    Duration drainTimeout;

    @Option(names = "--driver-option", description = "A setting of the driver, NAME=VALUE; may be given several times.")
    Map<String, String> driverOptions = new LinkedHashMap<>();

    @Option(names = "--label", description = "A label for placement, NAME=VALUE; may be given several times.")
    Map<String, String> labels = new LinkedHashMap<>();

    Capacity capacity() {
        return new Capacity(maxSessions, maxCpu, maxMemoryBytes);
    }
}
