package io.streamspace.benchmarks.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The processes between viewer and desktop together, and those that they start; none for a peer that has nothing between them. */
public record Relay(List<ProcessHandle> processes) {
    private static final Path PROC = Path.of("/proc");
    private static final String RESIDENT = "VmRSS:";
    private static final int BYTES_PER_KIB = 1024;
    private static final double NANOS_PER_SECOND = 1e9;

    public Relay {
        processes = List.copyOf(processes);
    }

    /** User and system time so far of those that live; empty without processes. The kernel counts in steps of 10 ms. */
    public OptionalDouble cpuSeconds() {
        if (processes.isEmpty()) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(
                all().map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                        .mapToDouble(time -> time.toNanos() / NANOS_PER_SECOND)
                        .sum());
    }

    /** Bytes in memory; empty without processes and where there is no {@code /proc}. */
    public OptionalLong residentBytes() throws IOException {
        if (processes.isEmpty() || !Files.isDirectory(PROC)) {
            return OptionalLong.empty();
        }
        long sum = 0;
        for (ProcessHandle process : all().toList()) {
            sum += resident(PROC.resolve(process.pid() + "/status"));
        }
        return OptionalLong.of(sum);
    }

    private Stream<ProcessHandle> all() {
        return processes.stream().flatMap(process -> Stream.concat(Stream.of(process), process.descendants()));
    }

    private static long resident(Path status) throws IOException {
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith(RESIDENT))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * BYTES_PER_KIB)
                    .sum();
        } catch (NoSuchFileException ended) {
            return 0;
        }
    }
}
