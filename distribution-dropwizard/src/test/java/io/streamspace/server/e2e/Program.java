package io.streamspace.server.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** A StreamSpace program in a process of its own, so that it can be killed as the operating system kills. */
final class Program implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(90);

    private final String name;
    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private Program(String name, Process process) {
        this.name = name;
        this.process = process;
        Thread.ofVirtual().start(this::readOutput);
    }

    /** Starts {@code streamspace ARGUMENTS} with this build's classes and the given environment on top of a clean one. */
    static Program start(String name, Map<String, String> environment, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                "io.streamspace.server.StreamSpace"));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .keySet()
                .removeIf(key -> !key.equals("PATH") && !key.equals("HOME") && !key.equals("LANG"));
        builder.environment().putAll(environment);
        try {
            return new Program(name, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readOutput() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            reader.lines().forEach(lines::add);
        } catch (UncheckedIOException | IOException streamClosedByKill) {
            lines.add("[output ended]");
        }
    }

    /** Waits for a line that contains a match and returns it. */
    Matcher await(String regex) {
        var pattern = Pattern.compile(regex);
        return Awaitility.await(name + " to print " + regex)
                .atMost(START_LIMIT)
                .pollInterval(Duration.ofMillis(50))
                .failFast(this::assertAlive)
                .until(() -> find(pattern), match -> match != null);
    }

    private @org.jspecify.annotations.Nullable Matcher find(Pattern pattern) {
        return lines.stream()
                .map(pattern::matcher)
                .filter(Matcher::find)
                .findFirst()
                .orElse(null);
    }

    /** What it printed so far. */
    String output() {
        return String.join("\n", lines);
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Fails with what it printed, which says why it ended. */
    void assertAlive() {
        if (!isAlive()) {
            throw new AssertionError(name + " ended:\n" + output());
        }
    }

    /** kill -9: no shutdown hook runs. */
    void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    /** SIGTERM, as an operator stops it. */
    void stop() {
        process.destroy();
        awaitExit();
    }

    /** SIGSTOP: it does nothing more, and its sockets and locks stay. */
    void suspend() {
        signal("STOP");
    }

    /** SIGCONT. */
    void resume() {
        signal("CONT");
    }

    private void signal(String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for its end and returns its exit code. */
    int exitCode() {
        awaitExit();
        return process.exitValue();
    }

    /** The last line that it printed and that contains a match; empty where there is none. */
    String lastLine(String regex) {
        var pattern = Pattern.compile(regex);
        return lines.stream().filter(line -> pattern.matcher(line).find()).reduce("", (before, line) -> line);
    }

    private void awaitExit() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(name + " did not end:\n" + output());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            stop();
        }
    }
}
