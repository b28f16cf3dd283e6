package io.streamspace.driver.docker.election;

import io.streamspace.agent.election.Lease;
import io.streamspace.agent.election.LeaseText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Numbered files, each a tenure; the highest number counts. A file appears whole and is replaced whole. Blocking. */
final class LeaseFolder {
    private static final String PREFIX = "lease-";
    private static final int DIGITS = 19;
    private static final int ATTEMPTS = 20;

    private final Path folder;

    /** One tenure. */
    record Entry(long number, Lease lease) {}

    LeaseFolder(Path folder) {
        this.folder = folder;
    }

    /** The tenure that counts. */
    Optional<Entry> newest() throws IOException {
        // The newest may be removed between the two looks, but only because there is a newer one.
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            long highest = highest();
            if (highest == 0) {
                return Optional.empty();
            }
            Optional<Lease> lease = read(highest);
            if (lease.isPresent()) {
                return Optional.of(new Entry(highest, lease.get()));
            }
        }
        throw new IOException("The leases in " + folder + " change faster than they can be read.");
    }

    Optional<Lease> read(long number) throws IOException {
        Path file = file(number);
        try {
            return Optional.of(LeaseText.parse(Files.readString(file), file.toString()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    long highest() throws IOException {
        return numbers().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    /** Makes the tenure of that number, durably; false where there is one already. */
    boolean create(long number, Lease lease) throws IOException {
        Path whole = written(lease, true);
        try {
            Files.createLink(file(number), whole);
            try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
                directory.force(true);
            }
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    /** Replaces the tenure of that number, for its holder alone. Not forced to the disk: after a crash of the host nobody leads. */
    void replace(long number, Lease lease) throws IOException {
        Files.move(written(lease, false), file(number), StandardCopyOption.ATOMIC_MOVE);
    }

    void delete(long number) throws IOException {
        Files.deleteIfExists(file(number));
    }

    /** Removes what came before that number. */
    void deleteBefore(long number) throws IOException {
        for (long old : numbers()) {
            if (old < number) {
                delete(old);
            }
        }
    }

    private List<Long> numbers() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(PREFIX) && name.length() == PREFIX.length() + DIGITS)
                    .map(name -> Long.parseLong(name.substring(PREFIX.length())))
                    .toList();
        }
    }

    private Path file(long number) {
        return folder.resolve(PREFIX + ("%0" + DIGITS + "d").formatted(number));
    }

    private Path written(Lease lease, boolean durably) throws IOException {
        Path fresh = folder.resolve("new-" + UUID.randomUUID());
        try (FileChannel file = FileChannel.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer text = StandardCharsets.UTF_8.encode(LeaseText.of(lease));
            while (text.hasRemaining()) {
                file.write(text);
            }
            if (durably) {
                file.force(true);
            }
        }
        return fresh;
    }
}
