package io.streamspace.examples.process;

import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.DriverException.Kind;
import io.streamspace.agent.spi.Progress;
import io.streamspace.protocol.message.SessionSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way from a plan to a desktop that answers. What it writes down first is enough to undo it after a crash. */
final class DesktopStart {
    private static final Logger LOG = LoggerFactory.getLogger(DesktopStart.class);
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int ATTEMPTS = 4;
    private static final long PAUSE_MILLIS = 20;

    private final SessionProcesses processes;
    private final Launcher launcher;
    private final Programs programs;

    DesktopStart(SessionProcesses processes, Launcher launcher, Programs programs) {
        this.processes = processes;
        this.launcher = launcher;
        this.programs = programs;
    }

    /** Throws what the user can act on, before anything is touched. */
    DesktopPlan plan(SessionSpec spec, Path home) throws DriverException {
        return DesktopPlan.of(spec, home, programs);
    }

    /**
     * {@code state} is already on disk, so that {@code destroy} finds the session whenever this is cut short (D-303).
     * The port is taken by nobody when it is chosen; if somebody is faster, another one is tried. Each step looks first whether another start has
     * overtaken this one.
     */
    SessionState run(SessionFolder folder, SessionState state, DesktopPlan plan, Progress progress)
            throws IOException, DriverException, InterruptedException {
        folder.newest(state);
        Folders.createPrivate(folder.runtime());
        Folders.createPrivate(plan.home());
        for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
            Optional<SessionState> started = attempt(folder, state, plan, progress);
            if (started.isPresent()) {
                return started.get();
            }
            LOG.atInfo()
                    .addKeyValue("sessionId", state.sessionId())
                    .addKeyValue("attempt", attempt)
                    .log("display server ended at once, trying another port");
        }
        return attempt(folder, state, plan, progress).orElseThrow(() -> failed(folder, "ended while starting"));
    }

    /** Empty when the display server ended before it was ready. */
    private Optional<SessionState> attempt(
            SessionFolder folder, SessionState state, DesktopPlan plan, Progress progress)
            throws IOException, DriverException, InterruptedException {
        progress.report("starting_display", "Starting the display", 0.2);
        SessionState before = folder.newest(state);
        int port = RfbProbe.freePort();
        Process server = launcher.startDisplay(folder, state.attempt(), plan, port);
        SessionState started = folder.save(before.on(port, server.pid()));
        long deadline = System.nanoTime() + LIMIT.toNanos();
        Optional<String> display = launcher.display(folder, state.attempt());
        while (display.isEmpty()) {
            if (!server.isAlive()) {
                return Optional.empty();
            }
            pause(deadline, folder);
            display = launcher.display(folder, state.attempt());
        }
        progress.report("starting_desktop", "Starting the window manager and the first program", 0.6);
        folder.newest(started);
        launcher.startPrograms(folder, state.attempt(), plan, display.get());
        awaitBanner(folder, started, deadline);
        if (Thread.interrupted()) {
            throw new InterruptedException("the start was given up while its last step succeeded");
        }
        SessionState answering = folder.save(started.answering());
        progress.report("ready", "The desktop answers", 1);
        return Optional.of(answering);
    }

    /** Waits for the greeting of a server that runs (D-101). */
    void awaitBanner(SessionFolder folder, SessionState state) throws DriverException, InterruptedException {
        awaitBanner(folder, state, System.nanoTime() + LIMIT.toNanos());
    }

    private void awaitBanner(SessionFolder folder, SessionState state, long deadline)
            throws DriverException, InterruptedException {
        while (!RfbProbe.answers(state.port())) {
            if (!processes.isOf(folder, state.pid())) {
                throw failed(folder, "ended while starting");
            }
            pause(deadline, folder);
        }
    }

    private static void pause(long deadline, SessionFolder folder) throws DriverException, InterruptedException {
        if (System.nanoTime() > deadline) {
            throw failed(folder, "does not answer after " + LIMIT.toSeconds() + " seconds");
        }
        Thread.sleep(PAUSE_MILLIS);
    }

    private static DriverException failed(SessionFolder folder, String what) {
        return new DriverException(
                Kind.DESKTOP_FAILED,
                "The desktop's display server " + what + ". Try again; if it stays so, ask your administrator.",
                true,
                folder.displayLogTail(),
                null);
    }
}
