package io.streamspace.hub.internal.session;

import io.streamspace.hub.Session;
import io.streamspace.hub.internal.store.SessionPatch;
import io.streamspace.hub.internal.store.StoredSession;
import io.streamspace.hub.internal.store.Tx;
import io.streamspace.protocol.message.ObservedState;
import io.streamspace.protocol.message.SessionReport;
import io.streamspace.protocol.state.SessionEvent;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns what an agent sees of a session into an event of its life. The caller has checked that the agent and the generation are right. */
public final class Observations {
    private final SessionFlow flow;

    public Observations(SessionFlow flow) {
        this.flow = flow;
    }

    /** Notes a report; tells whether anything was new. */
    public boolean note(Tx tx, StoredSession session, SessionReport report, @Nullable String reason) {
        var patch = new SessionPatch().handle(report.handle()).platformMetadata(report.metadata());
        var event = eventOf(report.state());
        if (event.isPresent()) {
            addFailure(patch, report.state(), reason);
            if (flow.on(tx, session, event.get(), patch).isPresent()) {
                return true;
            }
        }
        return noteHandle(tx, session, report.handle());
    }

    private static boolean noteHandle(Tx tx, StoredSession session, @Nullable String handle) {
        if (handle == null || Objects.equals(handle, session.session().handle())) {
            return false;
        }
        tx.sessions().change(session, new SessionPatch().handle(handle));
        return true;
    }

    private static Optional<SessionEvent> eventOf(ObservedState state) {
        return switch (state) {
            case STARTING -> Optional.empty();
            case RUNNING -> Optional.of(SessionEvent.OBSERVED_RUNNING);
            case HIBERNATED -> Optional.of(SessionEvent.OBSERVED_HIBERNATED);
            case STOPPED -> Optional.of(SessionEvent.OBSERVED_STOPPED);
            case FAILED -> Optional.of(SessionEvent.OBSERVED_FAILED);
        };
    }

    /** The words for a session that fails by this; the flow drops them where the session was to end. */
    private static void addFailure(SessionPatch patch, ObservedState state, @Nullable String reason) {
        switch (state) {
            case STARTING, RUNNING, HIBERNATED -> {}
            case STOPPED ->
                fail(patch, "desktop_gone", "The desktop is gone: the machine that ran it ended it.", reason);
            case FAILED -> fail(patch, "desktop_failed", "The desktop stopped working.", reason);
        }
    }

    private static void fail(SessionPatch patch, String code, String sentence, @Nullable String reason) {
        var message = reason == null || reason.isBlank() ? sentence + " Start it again." : reason;
        patch.error(new Session.Failure(code, message)).reason(message);
    }
}
