package io.streamspace.server.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The X servers of this machine, for tests that count them. */
final class Desktops {
    private Desktops() {}

    /** Process ids of the X servers whose home is below {@code folder}, which tells one test's from another's. */
    static List<Long> of(Path folder) {
        return processes(folder)
                .filter(process -> process.info().command().orElse("").endsWith("Xtigervnc"))
                .map(ProcessHandle::pid)
                .sorted()
                .toList();
    }

    /** Ends what desktops below {@code folder} are left when a test is over, since they outlive their agent by design. */
    static void end(Path folder) {
        processes(folder).forEach(ProcessHandle::destroyForcibly);
    }

    private static Stream<ProcessHandle> processes(Path folder) {
        return ProcessHandle.allProcesses()
                .filter(process -> environment(process.pid()).contains("HOME=" + folder));
    }

    private static String environment(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "environ"), StandardCharsets.ISO_8859_1);
        } catch (IOException ended) {
            return "";
        }
    }
}
