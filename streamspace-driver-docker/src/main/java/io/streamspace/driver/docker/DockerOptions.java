package io.streamspace.driver.docker;

import com.github.dockerjava.api.model.Capability;
import io.streamspace.agent.spi.DriverContext;
import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.DriverException.Kind;
import io.streamspace.agent.spi.DriverOption;
import io.streamspace.protocol.message.ByteSize;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The operator's settings, found sound.
 *
 * @param host the engine; empty for DOCKER_HOST or the usual socket
 * @param pull when images are pulled where a template says nothing
 * @param registry the host of a private registry, as it stands in front of images' names
 * @param dockerConfig the folder with the Docker configuration file; empty for the account's own
 * @param capabilities what templates may have desktops keep
 * @param stopGrace how long a desktop may take to end by itself
 * @param bootLimit how long a desktop may take to answer
 */
record DockerOptions(
        Optional<String> host,
        Images.Policy pull,
        Optional<String> registry,
        Optional<String> registryUsername,
        Optional<String> registryPassword,
        Optional<String> dockerConfig,
        Reach.Way reach,
        HostFirewall.Mode hostFirewall,
        Set<Capability> capabilities,
        ContainerPlan.Defaults defaults,
        Duration stopGrace,
        Duration bootLimit) {
    private static final DriverOption HOST = new DriverOption(
            "host", "The engine's address, such as unix:///run/user/1000/docker.sock; else DOCKER_HOST holds.", "");
    private static final DriverOption PULL =
            new DriverOption("pull", "When images are pulled: " + Images.Policy.NAMES + ".", "if-not-present");
    private static final DriverOption REGISTRY =
            new DriverOption("registry", "Host of a private registry, as it stands in front of images' names.", "");
    private static final DriverOption REGISTRY_USERNAME =
            new DriverOption("registry-username", "Who pulls from that registry.", "");
    private static final DriverOption REGISTRY_PASSWORD =
            new DriverOption("registry-password", "That user's password or token.", "");
    private static final DriverOption DOCKER_CONFIG = new DriverOption(
            "docker-config",
            "Folder with a config.json that holds log-ins to registries; else that of the agent's account.",
            "");
    private static final DriverOption REACH = new DriverOption(
            "reach",
            "How desktops are reached: address (the container's own), published (a port on the host's loopback address), or auto.",
            "auto");
    private static final DriverOption HOST_FIREWALL = new DriverOption(
            "host-firewall",
            "Whether the agent keeps sessions from the host's own services by a firewall rule: auto (where it can), require, off.",
            "auto");
    private static final DriverOption CAPABILITIES = new DriverOption(
            "capabilities", "Linux capabilities that templates may give to desktops, comma separated.", "");
    private static final DriverOption PIDS =
            new DriverOption("pids", "Most processes and threads of a session.", "2048");
    private static final DriverOption SHM = new DriverOption("shm", "Size of a session's /dev/shm.", "256Mi");
    private static final DriverOption STOP_GRACE =
            new DriverOption("stop-grace", "Seconds that a desktop may take to end by itself.", "5");
    private static final DriverOption BOOT_LIMIT =
            new DriverOption("boot-limit", "Seconds that a desktop may take to answer.", "60");

    private static final DriverOption NEEDED_IMAGE = new DriverOption(
            "needed-image", "An image without which this driver is not chosen by itself, as by the quick start.", "");

    static final List<DriverOption> ALL = List.of(
            HOST,
            PULL,
            NEEDED_IMAGE,
            REGISTRY,
            REGISTRY_USERNAME,
            REGISTRY_PASSWORD,
            DOCKER_CONFIG,
            REACH,
            HOST_FIREWALL,
            CAPABILITIES,
            PIDS,
            SHM,
            STOP_GRACE,
            BOOT_LIMIT);

    static DockerOptions of(DriverContext context) throws DriverException {
        return new DockerOptions(
                host(context),
                choice(context, PULL, Images.Policy.class),
                context.option(REGISTRY.name()),
                context.option(REGISTRY_USERNAME.name()),
                context.option(REGISTRY_PASSWORD.name()),
                context.option(DOCKER_CONFIG.name()),
                choice(context, REACH, Reach.Way.class),
                choice(context, HOST_FIREWALL, HostFirewall.Mode.class),
                capabilities(context),
                new ContainerPlan.Defaults(size(context, PIDS), size(context, SHM)),
                Duration.ofSeconds(size(context, STOP_GRACE)),
                Duration.ofSeconds(size(context, BOOT_LIMIT)));
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "DockerOptions[host=" + host + ", pull=" + pull + ", registry=" + registry + ", reach=" + reach
                + ", hostFirewall=" + hostFirewall + "]";
    }

    static Optional<String> host(DriverContext context) {
        return context.option(HOST.name());
    }

    static Optional<String> neededImage(DriverContext context) {
        return context.option(NEEDED_IMAGE.name());
    }

    private static <E extends Enum<E>> E choice(DriverContext context, DriverOption option, Class<E> type)
            throws DriverException {
        String value = value(context, option);
        for (E choice : type.getEnumConstants()) {
            if (name(choice).equals(value)) {
                return choice;
            }
        }
        throw wrong(
                option,
                "one of "
                        + String.join(
                                ", ",
                                Arrays.stream(type.getEnumConstants())
                                        .map(DockerOptions::name)
                                        .toList()),
                value);
    }

    private static String name(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static long size(DriverContext context, DriverOption option) throws DriverException {
        String value = value(context, option);
        long size = ByteSize.parse(value).orElse(0);
        if (size <= 0) {
            throw wrong(option, "a number above 0, such as " + option.defaultValue(), value);
        }
        return size;
    }

    private static Set<Capability> capabilities(DriverContext context) throws DriverException {
        Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
        List<String> words = Stream.of(value(context, CAPABILITIES).split(","))
                .map(word -> word.strip().toUpperCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .toList();
        for (String word : words) {
            try {
                capabilities.add(Capability.valueOf(word));
            } catch (IllegalArgumentException e) {
                throw wrong(CAPABILITIES, "names of Linux capabilities, such as CHOWN,SETUID", word);
            }
        }
        return capabilities;
    }

    private static String value(DriverContext context, DriverOption option) {
        return context.option(option.name()).orElse(option.defaultValue()).strip();
    }

    private static DriverException wrong(DriverOption option, String good, String value) {
        return new DriverException(
                Kind.INVALID_SPEC,
                "Driver option " + option.name() + " must be " + good + "; it is \"" + value + "\".");
    }
}
