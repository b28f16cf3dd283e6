package io.streamspace.driver.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.RestartPolicy;
import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.DriverException.Kind;
import io.streamspace.protocol.message.SessionSpec;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The container that a spec asks for, found possible here.
 *
 * @param name that of a session that is to run
 * @param home the volume of the home directory
 * @param published whether endpoints are published on the host's loopback address
 * @param disk whether the engine holds the session to the template's disk limit
 */
record ContainerPlan(
        String name,
        SessionSpec spec,
        String image,
        TemplateOptions template,
        Defaults defaults,
        String home,
        boolean published,
        boolean disk,
        Map<String, String> labels) {
    /** What holds where a template says nothing. */
    record Defaults(long pids, long shmBytes) {}

    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final String LOOPBACK = "127.0.0.1";
    private static final double NANOS = 1e9;

    /** What can be written where nothing else can: nobody but the desktop's user needs it, so no set-uid program and no device. */
    private static final String TMPFS_OPTIONS = "rw,nosuid,nodev,mode=1777";

    private static final List<String> WRITABLE = List.of("/tmp", "/run", "/var/tmp");

    /** Throws what the user can act on, before anything is touched. Returns the image. */
    static String check(SessionSpec spec) throws DriverException {
        String image = spec.image();
        if (image == null || image.isBlank()) {
            throw new DriverException(
                    Kind.INVALID_SPEC,
                    "The template names no image for the platform docker. Add one under platforms, such as docker: streamspace/desktop:2.");
        }
        for (String name : spec.env().keySet()) {
            if (!VARIABLE.matcher(name).matches()) {
                throw new DriverException(
                        Kind.INVALID_SPEC,
                        "\"" + name + "\" cannot name an environment variable. Use letters, digits and underscores.");
            }
        }
        return image.strip();
    }

    CreateContainerCmd command(DockerClient client) {
        CreateContainerCmd command = client.createContainerCmd(image)
                .withName(name)
                .withLabels(labels)
                .withHostName("desktop")
                .withEnv(environment())
                .withHostConfig(host());
        if (!spec.command().isEmpty()) {
            command.withCmd(spec.command());
        }
        if (published) {
            command.withExposedPorts(spec.endpoints().stream()
                    .map(endpoint -> ExposedPort.tcp(endpoint.port()))
                    .toList());
        }
        return command;
    }

    private List<String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("DESKTOP_NAME", spec.displayName());
        if (spec.geometry() != null) {
            environment.put(
                    "GEOMETRY", spec.geometry().width() + "x" + spec.geometry().height());
        }
        environment.putAll(spec.env());
        return environment.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toList();
    }

    private HostConfig host() {
        HostConfig host = HostConfig.newHostConfig()
                .withNetworkMode(name)
                .withSecurityOpts(List.of("no-new-privileges"))
                .withCapDrop(Capability.ALL)
                .withCapAdd(template.capabilities().toArray(Capability[]::new))
                .withPidsLimit(template.pids() > 0 ? template.pids() : defaults.pids())
                .withShmSize(template.shmBytes() > 0 ? template.shmBytes() : defaults.shmBytes())
                .withReadonlyRootfs(template.readOnly())
                .withTmpFs(tmpfs())
                .withMounts(mounts())
                // A desktop that ended has lost what was open on it; its user decides whether it starts anew.
                .withRestartPolicy(RestartPolicy.noRestart())
                // A chatty desktop must not fill the host's disk.
                .withLogConfig(
                        new LogConfig(LogConfig.LoggingType.JSON_FILE, Map.of("max-size", "1m", "max-file", "2")));
        if (published) {
            host.withPortBindings(spec.endpoints().stream()
                    .map(endpoint -> new PortBinding(Ports.Binding.bindIp(LOOPBACK), ExposedPort.tcp(endpoint.port())))
                    .toList());
        }
        return limited(host);
    }

    private HostConfig limited(HostConfig host) {
        if (spec.resources().cpu() > 0) {
            host.withNanoCPUs((long) (spec.resources().cpu() * NANOS));
        }
        if (spec.resources().memoryBytes() > 0) {
            // With swap equal to memory there is none beyond it.
            host.withMemory(spec.resources().memoryBytes())
                    .withMemorySwap(spec.resources().memoryBytes());
        }
        if (disk) {
            host.withStorageOpt(Map.of("size", Long.toString(template.diskBytes())));
        }
        return host;
    }

    private @Nullable Map<String, String> tmpfs() {
        Map<String, String> folders = new HashMap<>();
        if (template.readOnly()) {
            WRITABLE.forEach(folder -> folders.put(folder, TMPFS_OPTIONS));
        }
        template.tmpfs().forEach(folder -> folders.put(folder, TMPFS_OPTIONS));
        return folders.isEmpty() ? null : folders;
    }

    private List<Mount> mounts() {
        return List.of(new Mount().withType(MountType.VOLUME).withSource(home).withTarget(template.home()));
    }
}
