package io.streamspace.simulation;

import io.streamspace.agent.spi.SessionFacts;
import io.streamspace.protocol.message.ObservedState;
import java.util.Map;

/** One run of one session on a platform, such as a container. */
final class Incarnation {
    final String sessionId;
    final long generation;
    final String handle;
    ObservedState state = ObservedState.STARTING;

    Incarnation(String sessionId, long generation, String handle) {
        this.sessionId = sessionId;
        this.generation = generation;
        this.handle = handle;
    }

    /** Whether it takes up the platform's room or may do so again. */
    boolean isLive() {
        return switch (state) {
            case STARTING, RUNNING, HIBERNATED -> true;
            case STOPPED, FAILED -> false;
        };
    }

    SessionFacts facts() {
        return new SessionFacts(sessionId, generation, state, handle, Map.of(), Map.of(), null);
    }

    @Override
    public String toString() {
        return handle + " (" + sessionId + " generation " + generation + " " + state + ")";
    }
}
