package io.streamspace.agent.internal;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;

/**
 * Loads a driver's own classes and libraries before the application's, except what both sides talk with: the JDK, the SPI and its messages,
 * and logging.
 */
public final class DriverClassLoader extends URLClassLoader {
    private static final List<String> SHARED = List.of(
            "java.",
            "javax.",
            "jdk.",
            "sun.",
            "io.streamspace.agent.",
            "io.streamspace.protocol.",
            "io.streamspace.vnc.",
            "org.slf4j.",
            "org.jspecify.");

    static {
        registerAsParallelCapable();
    }

    private DriverClassLoader(URL[] jars, ClassLoader parent) {
        super("driver", jars, parent);
    }

    /** A loader of those jars. */
    public static DriverClassLoader of(List<Path> jars, ClassLoader parent) {
        return new DriverClassLoader(jars.stream().map(DriverClassLoader::url).toArray(URL[]::new), parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (SHARED.stream().anyMatch(name::startsWith)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null) {
                try {
                    loaded = findClass(name);
                } catch (ClassNotFoundException notOurs) {
                    return super.loadClass(name, resolve);
                }
            }
            if (resolve) {
                resolveClass(loaded);
            }
            return loaded;
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("not the path of a jar: " + jar, e);
        }
    }
}
