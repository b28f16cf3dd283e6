package io.streamspace.driver.k8s;

import io.fabric8.kubernetes.api.model.Quantity;
import io.streamspace.agent.spi.DriverContext;
import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.DriverException.Kind;
import io.streamspace.agent.spi.DriverOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The operator's settings, found sound.
 *
 * @param namespace where sessions are; empty for the one of the kubeconfig or of the agent's own pod
 * @param pull the imagePullPolicy
 * @param pullSecrets names of secrets with log-ins to registries
 * @param storageClass of homes; empty for the cluster's default
 * @param stopGrace how long a desktop may take to end by itself
 * @param bootLimit how long a session may take from its start to the desktop's greeting
 */
record KubernetesOptions(
        Optional<String> namespace,
        String pull,
        List<String> pullSecrets,
        Optional<String> storageClass,
        Quantity homeSize,
        Quantity shm,
        Reach.Way reach,
        Duration stopGrace,
        Duration bootLimit) {
    private static final DriverOption NAMESPACE = new DriverOption(
            "namespace",
            "Namespace of the sessions; else NAMESPACE, then that of the kubeconfig or of the agent's pod.",
            "");
    private static final DriverOption PULL =
            new DriverOption("pull", "When images are pulled: always, if-not-present, never.", "if-not-present");
    private static final DriverOption PULL_SECRETS =
            new DriverOption("image-pull-secrets", "Secrets with log-ins to registries, comma separated.", "");
    private static final DriverOption STORAGE_CLASS =
            new DriverOption("storage-class", "StorageClass of homes; else the cluster's default.", "");
    private static final DriverOption HOME_SIZE = new DriverOption("home-size", "Size of a home.", "5Gi");
    private static final DriverOption SHM = new DriverOption("shm", "Size of a session's /dev/shm.", "256Mi");
    private static final DriverOption REACH = new DriverOption(
            "reach",
            "How desktops are reached: address (the pod's own), forward (through the API server), or auto, which tries.",
            "auto");
    private static final DriverOption STOP_GRACE =
            new DriverOption("stop-grace", "Seconds that a desktop may take to end by itself.", "5");
    private static final DriverOption BOOT_LIMIT = new DriverOption(
            "boot-limit", "Seconds from a session's start, with its image's pull, until its desktop answers.", "240");

    static final List<DriverOption> ALL =
            List.of(NAMESPACE, PULL, PULL_SECRETS, STORAGE_CLASS, HOME_SIZE, SHM, REACH, STOP_GRACE, BOOT_LIMIT);

    static KubernetesOptions of(DriverContext context) throws DriverException {
        return new KubernetesOptions(
                context.option(NAMESPACE.name())
                        .or(() -> Optional.ofNullable(System.getenv("NAMESPACE")))
                        .filter(name -> !name.isBlank()),
                pull(value(context, PULL)),
                Stream.of(value(context, PULL_SECRETS).split(","))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .toList(),
                context.option(STORAGE_CLASS.name()),
                quantity(context, HOME_SIZE),
                quantity(context, SHM),
                reach(value(context, REACH)),
                seconds(context, STOP_GRACE),
                seconds(context, BOOT_LIMIT));
    }

    private static String pull(String value) throws DriverException {
        return switch (value) {
            case "always" -> "Always";
            case "if-not-present" -> "IfNotPresent";
            case "never" -> "Never";
            default -> throw wrong(PULL, "always, if-not-present or never", value);
        };
    }

    private static Reach.Way reach(String value) throws DriverException {
        for (Reach.Way way : Reach.Way.values()) {
            if (way.name().toLowerCase(Locale.ROOT).equals(value)) {
                return way;
            }
        }
        throw wrong(REACH, "auto, address or forward", value);
    }

    private static Quantity quantity(DriverContext context, DriverOption option) throws DriverException {
        String value = value(context, option);
        try {
            Quantity quantity = Quantity.parse(value);
            if (quantity.getNumericalAmount().signum() > 0) {
                return quantity;
            }
        } catch (IllegalArgumentException e) {
            throw wrong(option, "a size, such as " + option.defaultValue(), value);
        }
        throw wrong(option, "a size above 0, such as " + option.defaultValue(), value);
    }

    private static Duration seconds(DriverContext context, DriverOption option) throws DriverException {
        String value = value(context, option);
        if (!value.matches("[1-9][0-9]{0,5}")) {
            throw wrong(option, "a number of seconds above 0, such as " + option.defaultValue(), value);
        }
        return Duration.ofSeconds(Long.parseLong(value));
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
