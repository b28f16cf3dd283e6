package io.streamspace.server.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** The example's process driver as a jar in a drivers folder, made from its classes, so that {@code mvn test} suffices. */
final class ExampleDriver {
    private static final Path CLASSES = Path.of("..", "examples", "process-driver", "target", "classes");

    private ExampleDriver() {}

    /** Creates {@code folder} with the driver's jar in it. */
    static void copyTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (var jar = new JarOutputStream(Files.newOutputStream(folder.resolve("process-driver.jar")));
                Stream<Path> files = Files.walk(CLASSES)) {
            files.filter(Files::isRegularFile).forEach(file -> add(jar, file));
        }
    }

    private static void add(JarOutputStream jar, Path file) {
        try {
            jar.putNextEntry(new JarEntry(CLASSES.relativize(file).toString()));
            Files.copy(file, jar);
            jar.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
