package io.streamspace.server.quickstart;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Unpacks PostgreSQL with the machine's tar into the folder in which the library looks for it. The library would do it by itself, but in Java that
 * has just started it takes seconds of processor time that the server's start needs; where there is no tar that can do it, the library does.
 */
final class UnpackedBinaries implements PgBinaryResolver {
    private static final Logger LOG = LoggerFactory.getLogger(UnpackedBinaries.class);

    private final Path folder;

    UnpackedBinaries(Path folder) {
        this.folder = folder;
    }

    @Override
    public InputStream getPgBinary(String system, String machine) throws IOException {
        byte[] archive;
        try (var found = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machine)) {
            archive = found.readAllBytes();
        }
        // The library's own names.
        Path place = folder.resolve("PG-" + md5(archive));
        if (!Files.exists(place)) {
            unpack(archive, place);
        }
        return new ByteArrayInputStream(archive);
    }

    /** All or nothing: a tar that was ended half way leaves nothing. */
    private void unpack(byte[] archive, Path place) throws IOException {
        Path draft = Files.createTempDirectory(folder, "unpacking");
        try {
            var tar = new ProcessBuilder("tar", "-xJf", "-", "-C", draft.toString())
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
            try (var input = tar.getOutputStream()) {
                input.write(archive);
            }
            int result = tar.waitFor();
            if (result == 0) {
                Files.createFile(draft.resolve(".exists"));
                Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE);
            } else {
                LOG.atDebug().addKeyValue("result", result).log("tar could not unpack PostgreSQL");
            }
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("cause", e.getMessage()).log("tar could not be run");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while PostgreSQL was unpacked", e);
        } finally {
            delete(draft);
        }
    }

    /** Nothing to do where the draft has become the place. */
    static void delete(Path draft) throws IOException {
        if (Files.exists(draft)) {
            try (var files = Files.walk(draft)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static String md5(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
