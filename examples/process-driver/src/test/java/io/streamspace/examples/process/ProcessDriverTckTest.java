package io.streamspace.examples.process;

import io.streamspace.agent.spi.SessionDriverFactory;
import io.streamspace.agent.spi.SessionRef;
import io.streamspace.agent.tck.SessionDriverTck;
import io.streamspace.protocol.message.Resources;
import io.streamspace.protocol.message.SessionSpec;
import io.streamspace.protocol.testing.RequiresTigerVnc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The kit that every driver passes, through a real agent and a real link. */
@RequiresTigerVnc
// Each test has a folder and an agent's id of its own, and waits for most of its time.
@Execution(ExecutionMode.CONCURRENT)
class ProcessDriverTckTest extends SessionDriverTck {
    private static final String SLOW = "slow";

    @TempDir
    private Path programs;

    /** A display server that takes its time for desktops of one name stands first in the path. */
    @BeforeEach
    void slowDisplayServer() throws IOException {
        Path script = programs.resolve(Programs.DISPLAY_SERVER);
        Files.writeString(script, """
                #!/bin/sh
                case "$*" in *"-desktop %s") sleep 12 ;; esac
                PATH=${PATH#*:}
                exec %s "$@"
                """.formatted(SLOW, Programs.DISPLAY_SERVER));
        if (!script.toFile().setExecutable(true)) {
            throw new IOException(script + " cannot be made executable");
        }
    }

    @Override
    public SessionDriverFactory factory() {
        List<Path> path = new ArrayList<>(List.of(programs));
        path.addAll(Programs.onThisMachine().path());
        return new ProcessDriverFactory(new Programs(path));
    }

    @Override
    public SessionSpec spec() {
        return spec("desktop", List.of());
    }

    @Override
    public Optional<SessionSpec> failingSpec() {
        return Optional.of(spec("desktop", List.of("no-such-program")));
    }

    @Override
    public Optional<SessionSpec> slowSpec() {
        return Optional.of(spec(SLOW, List.of()));
    }

    @Override
    public Optional<PlatformEnd> platformEnd() {
        return Optional.of((session, agentId) -> displayServers(session).forEach(ProcessHandle::destroyForcibly));
    }

    @Override
    public Optional<PersistentHome> persistentHome() {
        return Optional.of(new PersistentHome() {
            @Override
            public void leaveMark(SessionRef session) throws IOException {
                Files.createFile(home(session).resolve("mark"));
            }

            @Override
            public boolean hasMark(SessionRef session) throws IOException {
                return Files.exists(home(session).resolve("mark"));
            }
        });
    }

    /** By the mark of its sessions, whose ids begin with the agent's. */
    @Override
    public Optional<PlatformView> platformView() {
        return Optional.of(agentId -> ProcessHandle.allProcesses()
                .filter(process -> variable(process, SessionProcesses.MARK).contains("/" + agentId + "-s"))
                .map(ProcessHandle::toString)
                .toList());
    }

    private static SessionSpec spec(String displayName, List<String> command) {
        SessionSpec any = SessionSpec.of("alice", "desktop");
        return new SessionSpec(
                any.user(),
                any.template(),
                displayName,
                null,
                command,
                Map.of(),
                any.endpoints(),
                Resources.NONE,
                true,
                null,
                Map.of(),
                Map.of());
    }

    /** Of this machine, by the session's id, which is nowhere else. */
    private static Stream<ProcessHandle> displayServers(SessionRef session) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().command().orElse("").endsWith("/" + Programs.DISPLAY_SERVER))
                .filter(process -> variable(process, SessionProcesses.MARK).endsWith("/" + session.sessionId()));
    }

    private static Path home(SessionRef session) {
        return Path.of(variable(displayServers(session).findFirst().orElseThrow(), "HOME"));
    }

    private static String variable(ProcessHandle process, String name) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/environ"))
                    .lines()
                    .flatMap(all -> Stream.of(all.split("\0")))
                    .filter(entry -> entry.startsWith(name + "="))
                    .map(entry -> entry.substring(name.length() + 1))
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            return "";
        }
    }
}
