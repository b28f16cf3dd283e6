package io.streamspace.examples.process;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells when a desktop ends that should run. It looks again and again instead of waiting for exits, since after a
 * restart of the agent the desktops are no children of it.
 */
final class ExitWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ExitWatch.class);
    private static final long INTERVAL_MILLIS = 500;

    private final Folders folders;
    private final SessionProcesses processes;
    private final BiConsumer<SessionFolder, SessionState> ended;
    private final Map<SessionFolder, Long> alive = new HashMap<>();
    private final Thread thread;

    /** {@code ended} is called on the watch's own thread, once per end. */
    ExitWatch(Folders folders, SessionProcesses processes, BiConsumer<SessionFolder, SessionState> ended) {
        this.folders = folders;
        this.processes = processes;
        this.ended = ended;
        this.thread = Thread.ofVirtual().name("process-driver-watch").start(this::run);
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                look();
                Thread.sleep(INTERVAL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            for (SessionFolder folder : folders.sessions()) {
                folder.state().ifPresent(state -> look(folder, state));
            }
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("reason", e.getMessage()).log("cannot read the sessions' folder");
        }
    }

    private void look(SessionFolder folder, SessionState state) {
        if (!state.wanted()) {
            alive.remove(folder);
        } else if (processes.isOf(folder, state.pid())) {
            alive.put(folder, state.pid());
        } else if (alive.remove(folder, state.pid())) {
            ended.accept(folder, state);
        }
    }
}
