package io.streamspace.hub.internal.session;

import io.streamspace.hub.DesiredState;
import io.streamspace.hub.Session;
import io.streamspace.hub.internal.Ids;
import io.streamspace.hub.internal.store.SessionPatch;
import io.streamspace.hub.internal.store.StoredSession;
import io.streamspace.hub.internal.store.Transition;
import io.streamspace.hub.internal.store.Tx;
import io.streamspace.protocol.message.CommandAction;
import io.streamspace.protocol.message.CommandPayload;
import io.streamspace.protocol.state.SessionEvent;
import io.streamspace.protocol.state.SessionState;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Moves sessions along the lifecycle's table, together with the commands that a move calls for, in the caller's transaction. The only class
 * that moves sessions: docs/decisions/0022-states-change-by-table.md.
 *
 * <p>The generation grows whenever the agent is told something new, also where nobody's wish changed: a session that failed is cleaned up
 * by a stop of the next generation, so that a start that succeeds too late is undone and nothing that it reports counts.
 */
public final class SessionFlow {
    private final Ids ids;
    private final Duration commandTimeout;

    public SessionFlow(Ids ids, Duration commandTimeout) {
        this.ids = ids;
        this.commandTimeout = commandTimeout;
    }

    /** Lets an event happen; empty, and nothing changed, where it is not legal in the session's state. */
    public Optional<StoredSession> on(Tx tx, StoredSession session, SessionEvent event) {
        return on(tx, session, event, new SessionPatch());
    }

    /** As above; the patch says what else is known. */
    public Optional<StoredSession> on(Tx tx, StoredSession session, SessionEvent event, SessionPatch patch) {
        return Transition.ofSession(session.state(), event).map(transition -> {
            if (transition.from() == SessionState.TERMINATING && transition.to() == SessionState.TERMINATING) {
                // It is being ended already; a second stop would only void the first.
                return session;
            }
            complete(patch, session, transition, tx);
            return follow(tx, tx.sessions().move(session, transition, patch), event);
        });
    }

    /** As above with what is to be said of it: the error where the session fails by it, and the reason wherever it comes to. */
    public Optional<StoredSession> fail(Tx tx, StoredSession session, SessionEvent event, Session.Failure failure) {
        return on(tx, session, event, new SessionPatch().error(failure).reason(failure.message()));
    }

    private static void complete(
            SessionPatch patch, StoredSession session, Transition<SessionState, SessionEvent> transition, Tx tx) {
        if (transition.event() == SessionEvent.AGENT_REMOVED) {
            patch.agentGone();
        }
        switch (transition.to()) {
            case PENDING ->
                patch.desired(DesiredState.RUNNING)
                        .nextGeneration()
                        .unplaced(session.requestedPlatform(), session.requestedRegion())
                        .endsAt(null)
                        .error(null)
                        .reason(null);
            case STARTING -> patch.reason(null);
            case RUNNING -> {
                patch.desired(DesiredState.RUNNING).error(null);
                settle(patch, transition);
                noteStart(patch, session, tx);
            }
            case HIBERNATING ->
                patch.desired(DesiredState.HIBERNATED).nextGeneration().noOtherReason();
            case HIBERNATED -> {
                patch.desired(DesiredState.HIBERNATED).error(null);
                settle(patch, transition);
            }
            case WAKING -> patch.desired(DesiredState.RUNNING).nextGeneration().reason(null);
            case TERMINATING ->
                patch.desired(DesiredState.TERMINATED)
                        .nextGeneration()
                        .error(null)
                        .noOtherReason();
            case TERMINATED -> {
                patch.desired(DesiredState.TERMINATED).error(null).forgetSecrets();
                settle(patch, transition);
            }
            case FAILED -> {
                if (needsCleanUp(session, transition.event())) {
                    patch.nextGeneration();
                }
            }
        }
    }

    private static void noteStart(SessionPatch patch, StoredSession session, Tx tx) {
        if (session.session().startedAt() == null) {
            patch.startedAt(tx.now());
        }
        var longest = session.plan().limits().maxDuration();
        if (longest != null && session.session().endsAt() == null) {
            patch.endsAt(tx.now().plus(longest));
        }
    }

    /**
     * What was reached as wished has no reason, but the one for which a policy wished it. A hibernate or wake that was given up keeps the one
     * that the patch holds.
     */
    private static void settle(SessionPatch patch, Transition<SessionState, SessionEvent> transition) {
        boolean wished = transition.from() == SessionState.TERMINATING
                || (transition.from() == SessionState.HIBERNATING && transition.to() == SessionState.HIBERNATED);
        if (isGivenUp(transition.event())) {
            return;
        }
        if (wished) {
            patch.sameReason();
        } else {
            patch.reason(null);
        }
    }

    private StoredSession follow(Tx tx, StoredSession session, SessionEvent event) {
        switch (session.state()) {
            case PENDING -> {}
            case STARTING ->
                queue(
                        tx,
                        session,
                        new CommandPayload.StartSession(session.plan().on(platform(session))));
            case HIBERNATING -> queue(tx, session, new CommandPayload.HibernateSession(handle(session)));
            case WAKING ->
                queue(
                        tx,
                        session,
                        new CommandPayload.WakeSession(
                                handle(session), session.plan().on(platform(session))));
            case RUNNING, HIBERNATED -> {
                if (isGivenUp(event)) {
                    cancelCommands(tx, session);
                    lookAt(tx, session);
                }
            }
            case TERMINATING -> {
                cancelCommands(tx, session);
                if (session.agentId() == null) {
                    return on(tx, session, SessionEvent.OBSERVED_STOPPED).orElseThrow();
                }
                stop(tx, session);
            }
            case TERMINATED -> cancelCommands(tx, session);
            case FAILED -> {
                cancelCommands(tx, session);
                if (needsCleanUp(session, event)) {
                    stop(tx, session);
                }
            }
        }
        return session;
    }

    /** Tells the session's agent to end it and remove what it used. */
    public void stop(Tx tx, StoredSession session) {
        queue(tx, session, new CommandPayload.StopSession(handle(session)));
    }

    /** Asks the session's agent how it is. */
    public void lookAt(Tx tx, StoredSession session) {
        queue(tx, session, new CommandPayload.GetSession(handle(session)));
    }

    /** Has an agent remove what it holds under a session's id, whosever the session is. */
    public void remove(Tx tx, String agentId, String sessionId, long generation) {
        boolean underWay = tx.commands().activeOf(sessionId).stream()
                .anyMatch(command ->
                        command.agentId().equals(agentId) && command.payload().action() == CommandAction.STOP_SESSION);
        if (!underWay) {
            tx.commands()
                    .queue(
                            ids.command(),
                            agentId,
                            sessionId,
                            generation,
                            new CommandPayload.StopSession(null),
                            commandTimeout);
        }
    }

    private void queue(Tx tx, StoredSession session, CommandPayload payload) {
        tx.commands()
                .queue(
                        ids.command(),
                        Objects.requireNonNull(session.agentId()),
                        session.id(),
                        session.generation(),
                        payload,
                        commandTimeout);
    }

    /** Stops are never cancelled: an interrupted one could leave something behind. */
    private static void cancelCommands(Tx tx, StoredSession session) {
        tx.commands().activeOf(session.id()).stream()
                .filter(command -> command.payload().action() != CommandAction.STOP_SESSION)
                .forEach(tx.commands()::cancel);
    }

    private static boolean isGivenUp(SessionEvent event) {
        return event == SessionEvent.COMMAND_FAILED || event == SessionEvent.DEADLINE_PASSED;
    }

    private static boolean needsCleanUp(StoredSession session, SessionEvent event) {
        return session.agentId() != null && event != SessionEvent.AGENT_REMOVED;
    }

    private static String platform(StoredSession session) {
        return Objects.requireNonNull(session.session().platform());
    }

    private static @Nullable String handle(StoredSession session) {
        return session.session().handle();
    }
}
