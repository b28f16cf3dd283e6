package io.streamspace.examples.process;

import io.streamspace.agent.spi.SessionFacts;
import io.streamspace.protocol.message.ObservedState;
import io.streamspace.protocol.message.SessionSpec;
import java.util.Map;

/** What is to be seen of a session at this moment (D-501): asked of its processes and its port, not remembered. */
record Observation(SessionProcesses processes) {

    SessionFacts facts(SessionFolder folder, SessionState state) {
        ObservedState observed = observe(folder, state);
        boolean ended = state.wanted() && observed == ObservedState.STOPPED;
        return new SessionFacts(
                state.sessionId(),
                state.generation(),
                observed,
                state.handle(),
                Map.of(SessionSpec.VNC_ENDPOINT, "127.0.0.1:" + state.port()),
                Map.of(
                        "pid",
                        Long.toString(state.pid()),
                        "folder",
                        folder.path().toString()),
                ended ? "The desktop ended by itself. Start the session again to go on." : null,
                state.resources());
    }

    private ObservedState observe(SessionFolder folder, SessionState state) {
        if (!state.wanted()) {
            return ObservedState.STOPPED;
        }
        if (state.pid() == 0) {
            return ObservedState.STARTING;
        }
        if (!processes.isOf(folder, state.pid())) {
            return ObservedState.STOPPED;
        }
        if (processes.isFrozen(state.pid())) {
            return ObservedState.HIBERNATED;
        }
        return state.ready() && RfbProbe.answers(state.port()) ? ObservedState.RUNNING : ObservedState.STARTING;
    }
}
