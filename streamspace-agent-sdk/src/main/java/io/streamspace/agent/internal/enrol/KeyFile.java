package io.streamspace.agent.internal.enrol;

import io.streamspace.agent.AgentException;
import io.streamspace.agent.AgentException.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** The agent's own key in its data directory, readable by its owner alone. Blocking. */
public final class KeyFile {
    private final Path file;

    /** The file for that agent; several agents may share a directory. */
    public KeyFile(Path directory, String agentId) {
        file = directory.resolve(agentId.replace(':', '_') + ".key");
    }

    /** The key; empty where none was stored. */
    public Optional<String> read() {
        try {
            return Optional.of(Files.readString(file).trim()).filter(key -> !key.isEmpty());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failed("read", e);
        }
    }

    /** Stores the key; whatever happens meanwhile, the file holds either the old or the new one. */
    public void write(String key) {
        try {
            Files.createDirectories(file.getParent());
            Path fresh = Files.createTempFile(file.getParent(), "key", ".tmp", ownerOnly());
            try {
                Files.writeString(fresh, key);
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            throw failed("written", e);
        }
    }

    /** Where the key is, for messages. */
    @Override
    public String toString() {
        return file.toString();
    }

    private FileAttribute<?>[] ownerOnly() throws IOException {
        boolean posix = Files.getFileStore(file.getParent()).supportsFileAttributeView("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private AgentException failed(String verb, IOException e) {
        return new AgentException(
                Code.DATA_DIRECTORY,
                "The agent's key cannot be " + verb + " at " + file
                        + ". Check the data directory's owner, rights and free space.",
                e);
    }
}
