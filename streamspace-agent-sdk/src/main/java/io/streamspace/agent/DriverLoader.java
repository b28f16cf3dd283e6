package io.streamspace.agent;

import io.streamspace.agent.AgentException.Code;
import io.streamspace.agent.internal.DriverClassLoader;
import io.streamspace.agent.spi.SessionDriverFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Finds drivers: on the class path, and in a folder whose jars, or folders of jars, each get a class loader of their own, so that two drivers
 * may bring different versions of one library. Blocking.
 */
public final class DriverLoader {
    private static final String SERVICE_FILE = "META-INF/services/" + SessionDriverFactory.class.getName();

    private DriverLoader() {}

    /** The drivers on the class path. */
    public static List<SessionDriverFactory> onClassPath() {
        return factories(SessionDriverFactory.class.getClassLoader(), "the class path", type -> true);
    }

    /**
     * The drivers of a folder, which stay loaded as long as the process lives; none where the folder does not exist.
     *
     * @throws AgentException with {@code DRIVER} naming the jar that cannot be used and why
     */
    public static List<SessionDriverFactory> load(Path driversFolder) {
        var found = new ArrayList<SessionDriverFactory>();
        for (Path entry : entries(driversFolder)) {
            found.addAll(loadEntry(entry));
        }
        return List.copyOf(found);
    }

    private static List<SessionDriverFactory> loadEntry(Path entry) {
        List<Path> jars = Files.isDirectory(entry)
                ? entries(entry).stream().filter(DriverLoader::isJar).toList()
                : List.of(entry);
        ClassLoader loader = DriverClassLoader.of(jars, SessionDriverFactory.class.getClassLoader());
        List<SessionDriverFactory> own = factories(loader, entry.toString(), type -> type.getClassLoader() == loader);
        if (own.isEmpty()) {
            throw new AgentException(
                    Code.DRIVER,
                    entry + " holds no driver: its " + SERVICE_FILE + " must name a public class that"
                            + " implements SessionDriverFactory. Repair it or take it out of the drivers folder.");
        }
        return own;
    }

    private static List<SessionDriverFactory> factories(ClassLoader loader, String where, Predicate<Class<?>> wanted) {
        try {
            return ServiceLoader.load(SessionDriverFactory.class, loader).stream()
                    .filter(provider -> wanted.test(provider.type()))
                    .map(ServiceLoader.Provider::get)
                    .toList();
        } catch (ServiceConfigurationError | LinkageError e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new AgentException(
                    Code.DRIVER,
                    "A driver in " + where + " cannot be loaded: " + cause
                            + ". It may be built for another version of the agent, or lack a library beside it.",
                    e);
        }
    }

    private static List<Path> entries(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(p -> isJar(p) || Files.isDirectory(p)).sorted().toList();
        } catch (IOException e) {
            throw new AgentException(
                    Code.DRIVER, "The drivers folder " + folder + " cannot be read. Check its owner and rights.", e);
        }
    }

    private static boolean isJar(Path path) {
        return path.toString().endsWith(".jar") && Files.isRegularFile(path);
    }
}
