package io.streamspace.examples.process;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One session on disk. The path is also the mark by which its processes are known: {@link SessionProcesses}. Files are
 * read and written by streams of {@code java.io}: those of {@code java.nio} fail in a thread that is interrupted, and
 * clearing up must work just then.
 */
record SessionFolder(Path path) {
    private static final int TAIL_LINES = 12;
    private static final String STATE = "state.";

    /** The newest; a file that vanishes while it is looked for has been followed by a newer one. */
    Optional<SessionState> state() throws IOException {
        while (true) {
            Optional<Revision> newest = newest();
            if (newest.isEmpty()) {
                return Optional.empty();
            }
            Path file = stateFile(newest.get());
            try (InputStream in = new FileInputStream(file.toFile())) {
                Properties properties = new Properties();
                properties.load(in);
                return Optional.of(SessionState.of(newest.get(), properties));
            } catch (FileNotFoundException e) {
                if (Files.exists(file)) {
                    throw e;
                }
            }
        }
    }

    private Optional<Revision> newest() throws IOException {
        return revisions().stream().max(Comparator.naturalOrder());
    }

    private List<Revision> revisions() throws IOException {
        List<Revision> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path, STATE + "*")) {
            for (Path file : files) {
                Revision.of(file.getFileName().toString().substring(STATE.length()))
                        .ifPresent(found::add);
            }
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return found;
    }

    private Path stateFile(Revision revision) {
        return path.resolve(STATE + revision);
    }

    /**
     * Keeps the state, all of it or nothing, unless somebody else has written that revision or a later one. A link is made under the revision's
     * name, which fails where the name exists: no lock is held that a suspended process would keep.
     */
    SessionState save(SessionState state) throws IOException {
        Path written = path.resolve("next." + UUID.randomUUID());
        try {
            try (OutputStream out = new FileOutputStream(written.toFile())) {
                state.toProperties().store(out, null);
            }
            Files.createLink(stateFile(state.revision()), written);
        } catch (FileAlreadyExistsException | FileNotFoundException | NoSuchFileException e) {
            if (e instanceof FileNotFoundException && Files.exists(path)) {
                throw e;
            }
            throw overtaken(state, e);
        } finally {
            Files.deleteIfExists(written);
        }
        for (Revision other : revisions()) {
            if (other.compareTo(state.revision()) > 0) {
                throw overtaken(state, null);
            }
            if (!other.equals(state.revision())) {
                Files.deleteIfExists(stateFile(other));
            }
        }
        return state;
    }

    /** How far the attempt to start that made {@code state} has come; throws where another one has overtaken it. */
    SessionState newest(SessionState state) throws IOException {
        return state().filter(now -> now.wanted() && now.attempt().equals(state.attempt()))
                .orElseThrow(() -> overtaken(state, null));
    }

    private OvertakenException overtaken(SessionState state, @Nullable IOException cause) {
        var overtaken = new OvertakenException(this, state.revision());
        if (cause != null) {
            overtaken.initCause(cause);
        }
        return overtaken;
    }

    /** The home of a session whose files go with it. */
    Path home() {
        return path.resolve("home");
    }

    Path runtime() {
        return path.resolve("run");
    }

    /** Of one attempt, since the display server of another one may write at the same time. */
    Path displayFile(Revision attempt) {
        return path.resolve("display." + attempt);
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

    /**
     * Removes everything; links are removed, what they point to is not. It is put aside first, in one step: nobody finds half a session, and
     * nothing is taken from whoever starts the session anew meanwhile.
     */
    void delete() throws IOException {
        Path removed = path.resolve("../../removed").normalize();
        Path aside = removed.resolve(path.getFileName());
        deleteTree(aside);
        if (Files.exists(path)) {
            Folders.createPrivate(removed);
            Files.move(path, aside, StandardCopyOption.ATOMIC_MOVE);
            deleteTree(aside);
        }
    }

    private static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
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
