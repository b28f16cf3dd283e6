package io.streamspace.examples.process;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * One session on disk. The path is also the mark by which its processes are known: {@link SessionProcesses}. Files are
 * read and written by streams of {@code java.io}: those of {@code java.nio} fail in a thread that is interrupted, and
 * clearing up must work just then.
 */
record SessionFolder(Path path) {
    private static final int TAIL_LINES = 12;

    Optional<SessionState> state() throws IOException {
        Path file = path.resolve("session.properties");
        try (InputStream in = new FileInputStream(file.toFile())) {
            Properties properties = new Properties();
            properties.load(in);
            return Optional.of(SessionState.of(properties));
        } catch (FileNotFoundException e) {
            if (Files.exists(file)) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /** All or nothing, so that a killed agent never leaves half a file. */
    void save(SessionState state) throws IOException {
        Folders.createPrivate(path);
        Path next = path.resolve("session.properties.next");
        try (OutputStream out = new FileOutputStream(next.toFile())) {
            state.toProperties().store(out, null);
        }
        Files.move(next, path.resolve("session.properties"), StandardCopyOption.ATOMIC_MOVE);
    }

    /** The home of a session whose files go with it. */
    Path home() {
        return path.resolve("home");
    }

    Path runtime() {
        return path.resolve("run");
    }

    Path displayFile() {
        return path.resolve("display");
    }

    Path displayLog() {
        return path.resolve("display.log");
    }

    Path programLog() {
        return path.resolve("programs.log");
    }

    /** The last lines that the display server wrote, for the operator. */
    String displayLogTail() {
        try {
            String log = new String(Files.readAllBytes(displayLog()), StandardCharsets.UTF_8);
            List<String> lines = log.lines().toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "no log: " + e.getMessage();
        }
    }

    /** Removes everything; links are removed, what they point to is not. */
    void delete() throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) throws IOException {
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
