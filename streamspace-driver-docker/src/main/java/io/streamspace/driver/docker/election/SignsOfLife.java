package io.streamspace.driver.docker.election;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file per process, locked as long as the process lives: the kernel lets go of the lock at once when the process is killed, and keeps it
 * while the process is suspended. A lock of this kind belongs to the process, and closing any channel on the file gives it up; so nobody opens
 * a file of its own a second time.
 */
final class SignsOfLife implements AutoCloseable {
    private final Path folder;
    private final Path own;
    private final FileChannel channel;
    private final FileLock lock;

    /** Locks this process's file. */
    SignsOfLife(Path folder, String holder) throws IOException {
        this.folder = folder;
        own = file(holder);
        channel = FileChannel.open(own, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock locked = channel.tryLock();
        if (locked == null) {
            channel.close();
            throw new IOException("Another process calls itself " + holder + " too, as its lock on " + own + " shows.");
        }
        lock = locked;
    }

    /** Whether the holder is known to be dead; one that left no file may be alive for all we know. */
    boolean isDead(String holder) throws IOException {
        Path file = file(holder);
        if (file.equals(own)) {
            return false;
        }
        try (FileChannel other = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock taken = other.tryLock()) {
            return taken != null;
        } catch (NoSuchFileException | OverlappingFileLockException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        lock.release();
        channel.close();
        Files.deleteIfExists(own);
    }

    /** Removes the file of a holder that is dead. */
    void bury(String holder) throws IOException {
        if (isDead(holder)) {
            Files.deleteIfExists(file(holder));
        }
    }

    private Path file(String holder) {
        return folder.resolve("alive-" + URLEncoder.encode(holder, StandardCharsets.UTF_8));
    }
}
