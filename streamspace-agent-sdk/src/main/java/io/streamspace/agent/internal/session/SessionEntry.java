package io.streamspace.agent.internal.session;

import io.streamspace.agent.spi.SessionFacts;
import io.streamspace.protocol.message.ObservedState;
import io.streamspace.protocol.message.Resources;
import org.jspecify.annotations.Nullable;

/** What the agent remembers of one session between two looks at the platform, which holds the truth. On the agent's loop. */
final class SessionEntry {
    final String sessionId;
    long generation;
    boolean stopped;
    boolean ours;
    long touched;
    Resources asked = Resources.NONE;

    @Nullable
    SessionFacts facts;

    SessionEntry(String sessionId) {
        this.sessionId = sessionId;
    }

    void raise(long to) {
        generation = Math.max(generation, to);
    }

    boolean occupies() {
        return facts != null
                && switch (facts.state()) {
                    case STARTING, RUNNING -> true;
                    case HIBERNATED, STOPPED, FAILED -> false;
                };
    }

    Resources resources() {
        return facts != null && !facts.resources().equals(Resources.NONE) ? facts.resources() : asked;
    }

    /** Whether the hub would want to know. */
    boolean differsFrom(SessionFacts seen) {
        SessionFacts known = facts;
        if (known == null) {
            return seen.state() != ObservedState.STOPPED;
        }
        return known.state() != seen.state()
                || !java.util.Objects.equals(known.handle(), seen.handle())
                || !known.endpoints().equals(seen.endpoints());
    }
}
