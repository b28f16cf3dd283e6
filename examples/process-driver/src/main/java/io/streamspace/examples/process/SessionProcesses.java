package io.streamspace.examples.process;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The processes of a session. Each inherits an environment variable that holds the session's folder; that mark, read
 * from {@code /proc}, says whose a process is, and a second one which attempt to start the session made it. It survives the agent, needs no file, and a foreign process that got an
 * old number never has it. A program that clears its environment and leaves its parents escapes: only a container
 * could hold it. See docs/decisions/0051-processes-by-mark.md.
 */
final class SessionProcesses {
    static final String MARK = "STREAMSPACE_SESSION_FOLDER";
    static final String ATTEMPT = "STREAMSPACE_SESSION_ATTEMPT";
    private static final Duration GRACE = Duration.ofSeconds(3);
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final long PAUSE_MILLIS = 25;
    private static final int MOST_ROUNDS = 20;

    /** The session's live processes: those with its mark, and their descendants. */
    Set<ProcessHandle> of(SessionFolder folder) {
        return of(folder, Revision.last(Long.MAX_VALUE));
    }

    /** Those that were started by attempts up to that one. */
    private Set<ProcessHandle> of(SessionFolder folder, Revision upTo) {
        Set<ProcessHandle> found = new LinkedHashSet<>();
        ProcessHandle.allProcesses()
                .filter(process -> attempt(folder, process.pid())
                        .filter(attempt -> attempt.compareTo(upTo) <= 0)
                        .isPresent())
                .forEach(process -> {
                    found.add(process);
                    process.descendants().filter(child -> !isZombie(child)).forEach(found::add);
                });
        return found;
    }

    boolean isOf(SessionFolder folder, long pid) {
        return attempt(folder, pid).isPresent();
    }

    /** The attempt that started a process; empty where it is none of the session's. */
    private static Optional<Revision> attempt(SessionFolder folder, long pid) {
        if (pid <= 0) {
            return Optional.empty();
        }
        try {
            String variables = "\0" + read(pid, "environ");
            if (!variables.contains("\0" + MARK + "=" + folder.path() + "\0")) {
                return Optional.empty();
            }
            String name = "\0" + ATTEMPT + "=";
            int value = variables.indexOf(name) + name.length();
            return Revision.of(variables.substring(value, variables.indexOf('\0', value)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether a process is held by SIGSTOP. */
    boolean isFrozen(long pid) {
        return state(pid) == 'T';
    }

    /** Ended, and only waiting for its parent to notice, which a frozen parent never does. */
    private static boolean isZombie(ProcessHandle process) {
        return state(process.pid()) == 'Z';
    }

    /** The letter in {@code /proc/PID/stat}, after the name in brackets; X for a process that is gone. */
    private static char state(long pid) {
        try {
            String stat = read(pid, "stat");
            return stat.charAt(stat.lastIndexOf(')') + 2);
        } catch (IOException e) {
            return 'X';
        }
    }

    /** Repeats until nobody runs, since a process may start another one before the signal reaches it. */
    void freeze(SessionFolder folder) throws IOException, InterruptedException {
        for (int round = 0; round < MOST_ROUNDS; round++) {
            List<ProcessHandle> running = of(folder).stream()
                    .filter(process -> !isFrozen(process.pid()) && process.isAlive())
                    .toList();
            if (running.isEmpty()) {
                return;
            }
            signal("STOP", running);
            Thread.sleep(PAUSE_MILLIS);
        }
        throw new IOException("some processes go on after SIGSTOP: " + of(folder));
    }

    void thaw(SessionFolder folder) throws IOException, InterruptedException {
        signal("CONT", of(folder));
    }

    /**
     * Ends what attempts up to that one have started, and leaves alone what a later one has: asks, waits, then kills; returns when none is
     * left. An interrupt takes the waiting away, not the killing.
     */
    void end(SessionFolder folder, Revision upTo) throws IOException, InterruptedException {
        try {
            Set<ProcessHandle> asked = of(folder, upTo);
            asked.forEach(ProcessHandle::destroy);
            signal("CONT", asked);
            awaitNone(folder, upTo, GRACE);
        } finally {
            kill(folder, upTo);
        }
    }

    private void kill(SessionFolder folder, Revision upTo) throws IOException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        boolean interrupted = false;
        Set<ProcessHandle> left = of(folder, upTo);
        while (!left.isEmpty() && System.nanoTime() < deadline) {
            left.forEach(ProcessHandle::destroyForcibly);
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
            left = of(folder, upTo);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (!left.isEmpty()) {
            throw new IOException("processes survive SIGKILL: " + left);
        }
    }

    private void awaitNone(SessionFolder folder, Revision upTo, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (System.nanoTime() < deadline && !of(folder, upTo).isEmpty()) {
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    /** Java itself can send only SIGTERM and SIGKILL. */
    private static void signal(String name, Iterable<ProcessHandle> processes)
            throws IOException, InterruptedException {
        List<String> pids = new ArrayList<>();
        processes.forEach(process -> pids.add(Long.toString(process.pid())));
        if (pids.isEmpty()) {
            return;
        }
        List<String> command = Stream.concat(
                        Stream.of("/bin/sh", "-c", "kill -" + name + " \"$@\"", "sh"), pids.stream())
                .toList();
        new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /** By a stream that an interrupt does not close; else an interrupted thread would find no process alive. */
    private static String read(long pid, String file) throws IOException {
        try (InputStream in = new FileInputStream("/proc/" + pid + "/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
