package io.streamspace.driver.docker;

import com.github.dockerjava.api.model.Capability;
import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.DriverException.Kind;
import io.streamspace.protocol.message.ByteSize;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a template may ask of this platform beside what all platforms have: its options that begin with {@code docker.}.
 *
 * @param egress whether the session reaches other networks
 * @param readOnly whether nothing of the image can be changed
 * @param tmpfs further folders that are kept in memory, with the rights that they have in the image
 * @param capabilities Linux capabilities that the desktop keeps; it has none by default
 * @param shmBytes size of /dev/shm; 0 for the driver's
 * @param pids most processes and threads; 0 for the driver's
 * @param diskBytes most that it may write outside of volumes; 0 for no limit
 * @param home where the user's home is in the image
 * @param pull when the image is pulled; empty for the driver's
 */
record TemplateOptions(
        boolean egress,
        boolean readOnly,
        List<String> tmpfs,
        Set<Capability> capabilities,
        long shmBytes,
        long pids,
        long diskBytes,
        String home,
        Optional<Images.Policy> pull) {
    private static final String PREFIX = "docker.";
    private static final String NETWORK = "docker.network";
    private static final String READ_ONLY = "docker.read_only";
    private static final String TMPFS = "docker.tmpfs";
    private static final String CAPABILITIES = "docker.cap_add";
    private static final String SHM = "docker.shm";
    private static final String PIDS = "docker.pids";
    private static final String DISK = "docker.disk";
    private static final String HOME = "docker.home";
    private static final String PULL = "docker.pull";
    private static final List<String> KNOWN =
            List.of(NETWORK, READ_ONLY, TMPFS, CAPABILITIES, SHM, PIDS, DISK, HOME, PULL);

    /** @param allowed the capabilities that this agent's operator lets templates have */
    static TemplateOptions of(Map<String, String> options, Set<Capability> allowed) throws DriverException {
        Set<String> unknown = new TreeSet<>(options.keySet());
        unknown.removeIf(name -> !name.startsWith(PREFIX) || KNOWN.contains(name));
        if (!unknown.isEmpty()) {
            throw wrong("The template's option \"" + String.join("\", \"", unknown) + "\" is unknown. Known are "
                    + String.join(", ", KNOWN) + ".");
        }
        var reader = new TemplateOptions.Reader(options);
        return new TemplateOptions(
                reader.choice(NETWORK, List.of("internal", "egress")).equals("egress"),
                reader.choice(READ_ONLY, List.of("false", "true")).equals("true"),
                reader.paths(TMPFS),
                reader.capabilities(allowed),
                reader.size(SHM),
                reader.size(PIDS),
                reader.size(DISK),
                reader.paths(HOME).stream().findFirst().orElse("/home/user"),
                reader.pull());
    }

    private static DriverException wrong(String message) {
        return new DriverException(Kind.INVALID_SPEC, message);
    }

    private record Reader(Map<String, String> options) {
        private String choice(String name, List<String> choices) throws DriverException {
            String value = options.getOrDefault(name, choices.getFirst());
            if (!choices.contains(value)) {
                throw wrong("The template's option " + name + " must be " + String.join(" or ", choices) + ", not \""
                        + value + "\".");
            }
            return value;
        }

        private long size(String name) throws DriverException {
            OptionalLong size = ByteSize.parse(options.getOrDefault(name, "0"));
            if (size.isEmpty()) {
                throw wrong("The template's option " + name + " is no number: \"" + options.get(name)
                        + "\". Good ones are 512Mi, 2Gi and 1000.");
            }
            return size.getAsLong();
        }

        private List<String> words(String name) {
            return Stream.of(options.getOrDefault(name, "").split(","))
                    .map(String::strip)
                    .filter(word -> !word.isEmpty())
                    .toList();
        }

        private List<String> paths(String name) throws DriverException {
            List<String> paths = words(name);
            for (String path : paths) {
                if (!path.matches("/[A-Za-z0-9._/-]+")
                        || Arrays.asList(path.split("/")).contains("..")) {
                    throw wrong("The template's option " + name + " has \"" + path
                            + "\", which is no absolute path of letters, digits, dots and hyphens.");
                }
            }
            return paths;
        }

        private Set<Capability> capabilities(Set<Capability> allowed) throws DriverException {
            Set<Capability> wanted = EnumSet.noneOf(Capability.class);
            List<String> refused = new ArrayList<>();
            for (String word : words(CAPABILITIES)) {
                allowed.stream()
                        .filter(capability -> capability.name().equals(word.toUpperCase(Locale.ROOT)))
                        .findFirst()
                        .ifPresentOrElse(wanted::add, () -> refused.add(word));
            }
            if (!refused.isEmpty()) {
                throw new DriverException(
                        Kind.FORBIDDEN,
                        "The template asks for the capability " + String.join(", ", refused)
                                + ", which this agent does not give to sessions. Take it out of the template, or have the agent's operator allow it"
                                + " (driver option capabilities).");
            }
            return wanted;
        }

        private Optional<Images.Policy> pull() throws DriverException {
            String value = options.get(PULL);
            if (value == null) {
                return Optional.empty();
            }
            return Optional.of(Images.Policy.of(value)
                    .orElseThrow(() -> wrong("The template's option " + PULL + " must be " + Images.Policy.NAMES
                            + ", not \"" + value + "\".")));
        }
    }
}
