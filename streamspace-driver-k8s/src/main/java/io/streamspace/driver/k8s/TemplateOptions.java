package io.streamspace.driver.k8s;

import io.fabric8.kubernetes.api.model.Quantity;
import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.DriverException.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a template may ask of this platform beside what all platforms have: its options that begin with {@code k8s.}.
 *
 * @param egress whether the session reaches other networks
 * @param nodeSelector labels of the nodes that may run it
 * @param tolerations taints that it bears, as key, value and effect
 * @param gpu the name of an extended resource and how many of it
 * @param homeSize of a home that is made for it
 * @param home where the user's home is in the image
 */
record TemplateOptions(
        boolean egress,
        Map<String, String> nodeSelector,
        List<Toleration> tolerations,
        Optional<String> runtimeClass,
        Map<String, Quantity> gpu,
        Optional<Quantity> homeSize,
        Optional<Quantity> shm,
        String home) {
    private static final String PREFIX = "k8s.";
    private static final String NETWORK = "k8s.network";
    private static final String NODE_SELECTOR = "k8s.node_selector";
    private static final String TOLERATIONS = "k8s.tolerations";
    private static final String RUNTIME_CLASS = "k8s.runtime_class";
    private static final String GPU = "k8s.gpu";
    private static final String HOME_SIZE = "k8s.home_size";
    private static final String SHM = "k8s.shm";
    private static final String HOME = "k8s.home";
    private static final List<String> KNOWN =
            List.of(NETWORK, NODE_SELECTOR, TOLERATIONS, RUNTIME_CLASS, GPU, HOME_SIZE, SHM, HOME);

    /** As {@code key=value:effect}; each part but the key may be missing. */
    record Toleration(String key, Optional<String> value, Optional<String> effect) {}

    static TemplateOptions of(Map<String, String> options) throws DriverException {
        Set<String> unknown = new TreeSet<>(options.keySet());
        unknown.removeIf(name -> !name.startsWith(PREFIX) || KNOWN.contains(name));
        if (!unknown.isEmpty()) {
            throw wrong("The template's option \"" + String.join("\", \"", unknown) + "\" is unknown. Known are "
                    + String.join(", ", KNOWN) + ".");
        }
        String network = options.getOrDefault(NETWORK, "internal");
        if (!List.of("internal", "egress").contains(network)) {
            throw wrong("The template's option " + NETWORK + " must be internal or egress, not \"" + network + "\".");
        }
        String home = options.getOrDefault(HOME, "/home/user");
        if (!home.matches("/[A-Za-z0-9._/-]+") || List.of(home.split("/")).contains("..")) {
            throw wrong("The template's option " + HOME + " is no absolute path: \"" + home + "\".");
        }
        return new TemplateOptions(
                network.equals("egress"),
                pairs(NODE_SELECTOR, options),
                tolerations(options),
                Optional.ofNullable(options.get(RUNTIME_CLASS)),
                gpu(options),
                quantity(HOME_SIZE, options),
                quantity(SHM, options),
                home);
    }

    private static Map<String, String> pairs(String name, Map<String, String> options) throws DriverException {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String word : words(name, options)) {
            int equals = word.indexOf('=');
            if (equals < 1) {
                throw wrong("The template's option " + name + " has \"" + word
                        + "\", which is not of the form key=value. A good example is disktype=ssd.");
            }
            pairs.put(word.substring(0, equals), word.substring(equals + 1));
        }
        return pairs;
    }

    private static List<Toleration> tolerations(Map<String, String> options) {
        return words(TOLERATIONS, options).stream()
                .map(word -> {
                    String[] effect = word.split(":", 2);
                    String[] value = effect[0].split("=", 2);
                    return new Toleration(value[0], second(value), second(effect));
                })
                .toList();
    }

    private static Optional<String> second(String[] parts) {
        return parts.length == 2 ? Optional.of(parts[1]) : Optional.empty();
    }

    private static Map<String, Quantity> gpu(Map<String, String> options) throws DriverException {
        Map<String, Quantity> gpu = new LinkedHashMap<>();
        for (var entry : pairs(GPU, options).entrySet()) {
            gpu.put(entry.getKey(), parse(GPU, entry.getValue()));
        }
        return gpu;
    }

    private static Optional<Quantity> quantity(String name, Map<String, String> options) throws DriverException {
        String value = options.get(name);
        return value == null ? Optional.empty() : Optional.of(parse(name, value));
    }

    private static Quantity parse(String name, String value) throws DriverException {
        try {
            Quantity quantity = Quantity.parse(value);
            if (quantity.getNumericalAmount().signum() > 0) {
                return quantity;
            }
        } catch (IllegalArgumentException e) {
            throw wrong("The template's option " + name + " has \"" + value
                    + "\", which is no quantity. Good ones are 512Mi and 1.");
        }
        throw wrong("The template's option " + name + " must be above 0, not \"" + value + "\".");
    }

    private static List<String> words(String name, Map<String, String> options) {
        return Stream.of(options.getOrDefault(name, "").split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static DriverException wrong(String message) {
        return new DriverException(Kind.INVALID_SPEC, message);
    }
}
