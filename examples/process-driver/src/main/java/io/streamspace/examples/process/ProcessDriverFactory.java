package io.streamspace.examples.process;

import io.streamspace.agent.spi.DriverContext;
import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.DriverException.Kind;
import io.streamspace.agent.spi.DriverOption;
import io.streamspace.agent.spi.SessionDriver;
import io.streamspace.agent.spi.SessionDriverFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the agent finds in the jar, by {@code META-INF/services}; it puts the driver together. */
public final class ProcessDriverFactory implements SessionDriverFactory {
    static final DriverOption MAX_SESSIONS =
            new DriverOption("max-sessions", "How many desktops may run at a time.", "10");
    static final DriverOption NICE =
            new DriverOption("nice", "How far programs of desktops stand back for others, 0 to 19.", "5");

    private final Programs programs;

    /** For {@link java.util.ServiceLoader}. */
    public ProcessDriverFactory() {
        this(Programs.onThisMachine());
    }

    ProcessDriverFactory(Programs programs) {
        this.programs = programs;
    }

    @Override
    public String platform() {
        return "process";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public List<DriverOption> options() {
        return List.of(MAX_SESSIONS, NICE);
    }

    @Override
    public Optional<String> missing(DriverContext context) {
        if (!Files.isReadable(Path.of("/proc/self/environ"))) {
            return Optional.of("The process driver needs Linux: it finds its processes in /proc.");
        }
        return programs.missing();
    }

    @Override
    public SessionDriver open(DriverContext context) throws DriverException {
        Optional<String> missing = missing(context);
        if (missing.isPresent()) {
            throw new DriverException(Kind.PLATFORM_UNAVAILABLE, missing.get());
        }
        Folders folders = new Folders(context.dataDirectory().toAbsolutePath().normalize());
        SessionProcesses processes = new SessionProcesses();
        Launcher launcher = new Launcher(programs, number(context, NICE, 0, 19));
        return new ProcessDriver(
                folders,
                new Places(folders, processes, number(context, MAX_SESSIONS, 1, 10_000)),
                processes,
                new Observation(processes),
                new DesktopStart(processes, launcher, programs));
    }

    private static int number(DriverContext context, DriverOption option, int least, int most) throws DriverException {
        String value = context.option(option.name()).orElse(option.defaultValue());
        try {
            int number = Integer.parseInt(value.strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // answered below, as a number out of range is
        }
        throw new DriverException(
                Kind.INVALID_SPEC,
                "Driver option %s must be a number from %d to %d, such as %s; it is \"%s\"."
                        .formatted(option.name(), least, most, option.defaultValue(), value));
    }
}
