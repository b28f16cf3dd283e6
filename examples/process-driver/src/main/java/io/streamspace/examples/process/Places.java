package io.streamspace.examples.process;

import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.DriverException.Kind;
import java.io.IOException;

/** How many desktops fit. */
final class Places {
    private final Folders folders;
    private final SessionProcesses processes;
    private final int most;

    Places(Folders folders, SessionProcesses processes, int most) {
        this.folders = folders;
        this.processes = processes;
        this.most = most;
    }

    /** Counting and taking a place are one step, or parallel starts would all find the last place free. */
    synchronized SessionState take(SessionFolder folder, SessionState state) throws DriverException, IOException {
        int taken = 0;
        for (SessionFolder other : folders.sessions()) {
            taken += !other.equals(folder) && isTaken(other) ? 1 : 0;
        }
        if (taken >= most) {
            throw new DriverException(
                    Kind.NO_CAPACITY,
                    "All " + most + " desktops of this machine are in use. End one, or try again later.",
                    true,
                    null,
                    null);
        }
        Folders.createPrivate(folder.path());
        return folder.save(state);
    }

    private boolean isTaken(SessionFolder folder) throws IOException {
        return folder.state()
                .filter(SessionState::wanted)
                .filter(state -> state.pid() == 0 || processes.isOf(folder, state.pid()))
                .isPresent();
    }
}
