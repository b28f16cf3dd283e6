package io.streamspace.examples.process;

import io.streamspace.agent.spi.DriverContext;
import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.EndpointConnection;
import io.streamspace.agent.spi.Progress;
import io.streamspace.agent.spi.SessionFacts;
import io.streamspace.agent.spi.SessionRef;
import io.streamspace.protocol.message.Resources;
import io.streamspace.protocol.message.SessionSpec;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A driver on a folder of its own; closing it ends what the test left running. */
final class DriverFixture implements AutoCloseable {
    static final Progress SILENT = (stage, message, fraction) -> {};
    static final SessionSpec SPEC = SessionSpec.of("alice", "desktop");

    private final SessionProcesses processes = new SessionProcesses();
    private final Folders folders;
    private final Path directory;

    DriverFixture(Path directory) {
        this.directory = directory;
        this.folders = new Folders(directory.toAbsolutePath().normalize());
    }

    /** As after a restart of the agent: nothing is shared with drivers opened before. */
    ProcessDriver open(String... options) throws DriverException {
        Map<String, String> given = options.length == 0 ? Map.of() : Map.of(options[0], options[1]);
        DriverContext context = new DriverContext("agent-1", directory, given, Clock.systemUTC());
        return (ProcessDriver) new ProcessDriverFactory().open(context);
    }

    static SessionRef ref(String sessionId) {
        return new SessionRef(sessionId, 1, null);
    }

    static SessionSpec running(String... command) {
        return spec(List.of(command), Map.of(), Resources.NONE, false);
    }

    static SessionSpec spec(
            List<String> command, Map<String, String> environment, Resources resources, boolean persistentHome) {
        return new SessionSpec(
                SPEC.user(),
                SPEC.template(),
                SPEC.displayName(),
                null,
                command,
                environment,
                SPEC.endpoints(),
                resources,
                persistentHome,
                null,
                Map.of(),
                Map.of());
    }

    Folders folders() {
        return folders;
    }

    Set<ProcessHandle> processes(String sessionId) {
        return processes.of(folders.session(sessionId));
    }

    static long pid(SessionFacts facts) {
        return Long.parseLong(facts.metadata().get("pid"));
    }

    static InetSocketAddress address(EndpointConnection connection) {
        return switch (connection) {
            case EndpointConnection.Address at -> (InetSocketAddress) at.address();
            case EndpointConnection.Channel channel -> throw new AssertionError("the driver dials addresses");
        };
    }

    /** Processor time of the session's processes so far, in the kernel's ticks. */
    long ticks(String sessionId) throws IOException {
        long sum = 0;
        for (ProcessHandle process : processes(sessionId)) {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            sum += Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        }
        return sum;
    }

    static List<String> variables(long pid) throws IOException {
        return Arrays.stream(
                        Files.readString(Path.of("/proc/" + pid + "/environ")).split("\0"))
                .map(entry -> entry.substring(0, entry.indexOf('=')))
                .toList();
    }

    /** Asks {@code xwininfo} of Debian's x11-utils for the first window of that class. */
    static boolean hasWindow(String display, String name) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("xwininfo", "-display", display, "-name", name)
                .redirectErrorStream(true)
                .start();
        boolean viewable = process.inputReader().lines().anyMatch(line -> line.contains("IsViewable"));
        process.waitFor();
        return viewable;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        for (SessionFolder folder : folders.sessions()) {
            processes.end(folder, Revision.last(Long.MAX_VALUE));
        }
    }
}
