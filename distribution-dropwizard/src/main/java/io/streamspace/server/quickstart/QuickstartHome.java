package io.streamspace.server.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The folder in which a quick start keeps its data, held by one process at a time. Secrets are made at the first start and kept in files
 * that only their owner can read, so that a later start finds the database, the administrator and the agent as they were.
 */
final class QuickstartHome implements AutoCloseable {
    private static final int SECRET_BYTES = 24;

    private final Path folder;
    private final FileChannel lockFile;
    private final SecureRandom random;

    private QuickstartHome(Path folder, FileChannel lockFile, SecureRandom random) {
        this.folder = folder;
        this.lockFile = lockFile;
        this.random = random;
    }

    /**
     * Takes the folder for this process and creates it where it is missing.
     *
     * @throws QuickstartException where another process holds it or it cannot be written
     */
    static QuickstartHome open(Path folder, SecureRandom random) {
        try {
            Files.createDirectories(folder);
            var channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new QuickstartException("Another quick start uses " + folder
                        + ". Stop it first, or set STREAMSPACE_HOME to another folder.");
            }
            return new QuickstartHome(folder, channel, random);
        } catch (IOException e) {
            throw new QuickstartException(
                    "The data folder " + folder + " cannot be written (" + e.getMessage()
                            + "). Set STREAMSPACE_HOME to a folder that you own.",
                    e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    Path folder() {
        return folder;
    }

    /** A sub-folder, created where it is missing. */
    Path subfolder(String name) {
        try {
            return Files.createDirectories(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The secret of that name, made at the first call ever. */
    String secret(String name) {
        Path file = folder.resolve(name);
        try {
            if (Files.exists(file)) {
                return Files.readString(file).strip();
            }
            byte[] bytes = new byte[SECRET_BYTES];
            random.nextBytes(bytes);
            String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            keepSecret(file, secret);
            return secret;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The agent of this folder for a platform: two of one id on one engine would end each other's sessions, and an agent that has enrolled for a
     * platform is none for another.
     */
    String agentId(String platform) {
        return "quickstart-" + platform + "-"
                + HexFormat.of().toHexDigits(folder.toString().hashCode());
    }

    /** What that agent keeps. */
    Path agentFolder(String platform) {
        return subfolder("agent-" + platform);
    }

    private static void keepSecret(Path file, String secret) throws IOException {
        // Created with its permissions, so that there is no moment at which others can read it.
        var attribute = file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new java.nio.file.attribute.FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new java.nio.file.attribute.FileAttribute<?>[0];
        Files.createFile(file, attribute);
        Files.writeString(file, secret + "\n");
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
