package io.streamspace.server.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A command of the machine, run to its end. */
final class Command {
    private final List<String> words;
    private final Path folder;
    private final Map<String, String> environment;

    /** @param environment added to this process's own */
    Command(Path folder, Map<String, String> environment, List<String> words) {
        this.folder = folder;
        this.environment = Map.copyOf(environment);
        this.words = List.copyOf(words);
    }

    static Command docker(String... words) {
        return new Command(
                Path.of("."),
                Map.of(),
                Stream.concat(Stream.of("docker"), Arrays.stream(words)).toList());
    }

    /** What it printed, without the last line's end. Fails with that where the command fails or takes longer. */
    String output(Duration limit) {
        try {
            Path printed = Files.createTempFile("command", ".log");
            try {
                var builder = new ProcessBuilder(words)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(printed.toFile());
                builder.environment().putAll(environment);
                var process = builder.start();
                process.getOutputStream().close();
                boolean ended = process.waitFor(limit.toSeconds(), TimeUnit.SECONDS);
                if (!ended) {
                    process.descendants().forEach(ProcessHandle::destroyForcibly);
                    process.destroyForcibly().waitFor();
                }
                String said = Files.readString(printed, StandardCharsets.UTF_8).strip();
                if (!ended || process.exitValue() != 0) {
                    throw new AssertionError(
                            words + (ended ? " failed:\n" : " took longer than " + limit + ":\n") + said);
                }
                return said;
            } finally {
                Files.delete(printed);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    String output() {
        return output(Duration.ofSeconds(60));
    }
}
