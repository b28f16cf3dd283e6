package io.streamspace.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes down what the build found out, so that a run needs no build tool beside it: which JDK, and the class path. */
final class Prepared {
    private Prepared() {}

    /** The argument is the file. */
    public static void main(String[] arguments) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Files.write(Path.of(arguments[0]), List.of(java.toString(), System.getProperty("java.class.path")));
    }
}
