package io.streamspace.server.agent;

import io.streamspace.agent.AgentHealth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the agent says how it does, for health checks from outside: it listens on no port. One line, the state of its link in lower case; the file's
 * time tells whether the process still turns.
 */
final class HealthFile {
    private static final Logger LOG = LoggerFactory.getLogger(HealthFile.class);

    private final Path file;

    HealthFile(Path dataDirectory) {
        this.file = dataDirectory.resolve("health");
    }

    /** A failure is logged and harms nothing else. */
    void write(AgentHealth health) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            // A reader sees the old line or the new one, and no half.
            Path next = file.resolveSibling("health.next");
            Files.writeString(next, health.link().name().toLowerCase(Locale.ROOT) + "\n");
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("file", file).setCause(e).log("The agent's health could not be written");
        }
    }
}
