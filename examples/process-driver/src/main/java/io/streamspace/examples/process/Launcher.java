package io.streamspace.examples.process;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Starts the programs of a desktop, each in a process session of its own ({@code setsid}), so that neither a Ctrl+C at
 * the agent's terminal nor the agent's end reaches them. They write to files and hold no pipe to the agent.
 */
final class Launcher {
    private static final String LIMITED = "ulimit -v \"$1\" && shift && exec \"$@\"";
    private static final int BYTES_PER_KIBIBYTE = 1024;
    private static final String BACKGROUND = "#27496d";

    private final Programs programs;
    private final int nice;

    Launcher(Programs programs, int nice) {
        this.programs = programs;
        this.nice = nice;
    }

    /**
     * The display server, without a password and therefore on loopback only. It chooses its display number itself and
     * writes it to a file. Its blacklist is off: it counts every connection that ends before it is authenticated, such
     * as one that only looks for the banner, and would lock out the agent's address. Without {@code -noreset} it would
     * begin anew whenever its last client leaves, and with the first short program take the window manager along.
     */
    Process startDisplay(SessionFolder folder, Revision attempt, DesktopPlan plan, int port) throws IOException {
        Files.deleteIfExists(folder.displayFile(attempt));
        List<String> command = List.of(
                "setsid",
                Programs.DISPLAY_SERVER,
                "-displayfd",
                "1",
                "-rfbport",
                Integer.toString(port),
                "-interface",
                "127.0.0.1",
                "-localhost=1",
                "-SecurityTypes",
                "None",
                "-UseBlacklist=0",
                "-AlwaysShared",
                "-AcceptSetDesktopSize",
                "-nolisten",
                "tcp",
                "-noreset",
                "-geometry",
                plan.geometry().width() + "x" + plan.geometry().height(),
                "-depth",
                "24",
                "-desktop",
                plan.title());
        return builder(command, folder, attempt, plan)
                .redirectOutput(folder.displayFile(attempt).toFile())
                .redirectError(folder.displayLog().toFile())
                .start();
    }

    /** The display's name, such as {@code :7}, once the server is ready for clients. */
    Optional<String> display(SessionFolder folder, Revision attempt) throws IOException {
        try {
            String number = Files.readString(folder.displayFile(attempt));
            return number.endsWith("\n") ? Optional.of(":" + number.strip()) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /**
     * A program that opens its window while the window manager is only coming up can stay invisible. Openbox starts it
     * when it is ready; the others cannot say when they are, so they get a second.
     */
    void startPrograms(SessionFolder folder, Revision attempt, DesktopPlan plan, String display) throws IOException {
        if (programs.has("xsetroot")) {
            start(List.of("xsetroot", "-solid", BACKGROUND), folder, attempt, plan, display);
        }
        String manager = programs.windowManager().orElseThrow();
        List<String> first = plan.command().isEmpty() ? terminal() : plan.command();
        if (manager.equals("openbox")) {
            start(List.of(manager, "--startup", quoted(first)), folder, attempt, plan, display);
        } else {
            start(List.of(manager), folder, attempt, plan, display);
            start(
                    command(List.of("/bin/sh", "-c", "sleep 1; exec \"$@\"", "sh"), first),
                    folder,
                    attempt,
                    plan,
                    display);
        }
    }

    private List<String> terminal() {
        String terminal = programs.terminal().orElseThrow();
        return terminal.equals("xterm")
                ? List.of("xterm", "-fa", "Monospace", "-fs", "11", "-geometry", "100x30+60+60")
                : List.of(terminal);
    }

    private void start(List<String> program, SessionFolder folder, Revision attempt, DesktopPlan plan, String display)
            throws IOException {
        List<String> wrapper = List.of("setsid", "nice", "-n", Integer.toString(nice));
        if (plan.memoryBytes() > 0) {
            String kibibytes = Long.toString(Math.max(1, plan.memoryBytes() / BYTES_PER_KIBIBYTE));
            wrapper = command(wrapper, List.of("/bin/sh", "-c", LIMITED, "sh", kibibytes));
        }
        ProcessBuilder builder = builder(command(wrapper, program), folder, attempt, plan);
        builder.environment().put("DISPLAY", display);
        Redirect log = Redirect.appendTo(folder.programLog().toFile());
        builder.redirectOutput(log).redirectError(log).start();
    }

    private static List<String> command(List<String> words, List<String> more) {
        return Stream.concat(words.stream(), more.stream()).toList();
    }

    private static String quoted(List<String> words) {
        return words.stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }

    /** The environment is made from nothing: the agent's own holds its keys. */
    private ProcessBuilder builder(List<String> command, SessionFolder folder, Revision attempt, DesktopPlan plan) {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(plan.home().toFile()).redirectInput(new File("/dev/null"));
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.put("PATH", programs.pathVariable());
        environment.put("LANG", "C.UTF-8");
        environment.put("SHELL", Files.isExecutable(Path.of("/bin/bash")) ? "/bin/bash" : "/bin/sh");
        environment.putAll(plan.environment());
        environment.put("USER", plan.user());
        environment.put("LOGNAME", plan.user());
        environment.put("HOME", plan.home().toString());
        environment.put("XDG_CONFIG_HOME", plan.home().resolve(".config").toString());
        environment.put("XDG_DATA_HOME", plan.home().resolve(".local/share").toString());
        environment.put("XDG_STATE_HOME", plan.home().resolve(".local/state").toString());
        environment.put("XDG_CACHE_HOME", plan.home().resolve(".cache").toString());
        environment.put("XDG_RUNTIME_DIR", folder.runtime().toString());
        environment.put(SessionProcesses.MARK, folder.path().toString());
        environment.put(SessionProcesses.ATTEMPT, attempt.toString());
        return builder;
    }
}
