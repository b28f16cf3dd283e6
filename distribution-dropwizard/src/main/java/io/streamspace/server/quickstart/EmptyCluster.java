package io.streamspace.server.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * An empty cluster of PostgreSQL that the build has made beside its programs: a copy is there in a moment, while to make one takes seconds of
 * the first start. Where there is none, the library makes one.
 */
final class EmptyCluster {
    /** In the folder of the programs. */
    static final String NAME = "cluster";

    private EmptyCluster() {}

    /** Copies it to {@code data}, all or nothing, unless there are data already. */
    static void copy(Path binaries, Path data) throws IOException {
        Path source = binaries.resolve(NAME);
        if (Files.exists(data) || !Files.isDirectory(source)) {
            return;
        }
        Path draft = Files.createTempDirectory(data.toAbsolutePath().getParent(), "copying");
        try {
            copyInto(draft, source);
            Files.move(draft, data, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            UnpackedBinaries.delete(draft);
        }
    }

    /** The permissions too, on which PostgreSQL insists. The draft itself is there, with the same ones. */
    private static void copyInto(Path draft, Path source) throws IOException {
        try (var files = Files.walk(source)) {
            for (Path file : files.filter(found -> !found.equals(source)).toList()) {
                Files.copy(file, draft.resolve(source.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }
}
