package io.streamspace.server.e2e;

import java.nio.file.Path;
import java.util.List;

/** The X servers of this machine, for tests that count them. */
final class Desktops {
    private Desktops() {}

    /** Process ids of the X servers that work in {@code folder}, which tells one test's from another's. */
    static List<Long> of(Path folder) {
        return ProcessHandle.allProcesses()
                .filter(process -> {
                    String command = process.info().commandLine().orElse("");
                    return command.contains("Xtigervnc") && command.contains(folder.toString());
                })
                .map(ProcessHandle::pid)
                .sorted()
                .toList();
    }
}
