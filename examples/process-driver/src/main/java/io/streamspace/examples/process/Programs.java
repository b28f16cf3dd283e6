package io.streamspace.examples.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The programs of this machine that make a desktop. */
record Programs(List<Path> path) {
    static final String DISPLAY_SERVER = "Xtigervnc";
    private static final List<String> WINDOW_MANAGERS = List.of("openbox", "icewm", "mwm", "twm");
    private static final List<String> TERMINALS = List.of("xterm", "x-terminal-emulator");

    static Programs onThisMachine() {
        String path = System.getenv().getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
        return new Programs(Arrays.stream(path.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .toList());
    }

    /** A sentence for the operator; empty where all is there. */
    Optional<String> missing() {
        if (!has("setsid") || !has("nice")) {
            return Optional.of("setsid and nice are missing. On Debian: apt-get install util-linux coreutils");
        }
        if (!has(DISPLAY_SERVER)) {
            return Optional.of("Xtigervnc is missing. On Debian: apt-get install tigervnc-standalone-server");
        }
        if (windowManager().isEmpty()) {
            return Optional.of("A window manager is missing. On Debian: apt-get install openbox");
        }
        return terminal().isEmpty()
                ? Optional.of("A terminal is missing. On Debian: apt-get install xterm")
                : Optional.empty();
    }

    Optional<String> windowManager() {
        return WINDOW_MANAGERS.stream().filter(this::has).findFirst();
    }

    Optional<String> terminal() {
        return TERMINALS.stream().filter(this::has).findFirst();
    }

    /** A name is looked up, a path is taken as it is. */
    boolean has(String program) {
        return path.stream().anyMatch(folder -> Files.isExecutable(folder.resolve(program)));
    }

    String pathVariable() {
        return String.join(File.pathSeparator, path.stream().map(Path::toString).toList());
    }
}
