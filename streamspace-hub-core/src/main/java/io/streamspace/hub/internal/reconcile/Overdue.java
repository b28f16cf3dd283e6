package io.streamspace.hub.internal.reconcile;

import io.streamspace.hub.Session;
import io.streamspace.hub.internal.agent.CommandReports;
import io.streamspace.hub.internal.session.SessionFlow;
import io.streamspace.hub.internal.store.Database;
import io.streamspace.hub.internal.store.StoredCommand;
import io.streamspace.hub.internal.store.StoredSession;
import io.streamspace.hub.internal.store.Tx;
import io.streamspace.protocol.message.CommandAction;
import io.streamspace.protocol.state.CommandEvent;
import io.streamspace.protocol.state.SessionEvent;
import io.streamspace.protocol.state.SessionState;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends what lasts too long: commands first, since they know more of what went wrong than the sessions that wait for them. */
public final class Overdue implements Reconciler.Step {
    private static final Logger LOG = LoggerFactory.getLogger(Overdue.class);
    private static final int BATCH = 100;

    private final Database database;
    private final SessionFlow flow;
    private final CommandReports reports;

    public Overdue(Database database, SessionFlow flow, CommandReports reports) {
        this.database = database;
        this.flow = flow;
        this.reports = reports;
    }

    @Override
    public void take() {
        database.callOnce(tx -> tx.commands().overdue(BATCH))
                .forEach(command -> database.runOnce(
                        tx -> tx.commands().find(command.id()).ifPresent(present -> end(tx, present))));
        database.callOnce(tx -> tx.sessions().overdue(BATCH))
                .forEach(session -> database.runOnce(tx -> end(tx, session)));
    }

    private void end(Tx tx, StoredCommand command) {
        boolean unwanted = command.sessionId() == null
                || tx.sessions()
                        .hold(command.sessionId())
                        .filter(session -> isStillWaiting(session, command))
                        .isPresent();
        if (reports.failed(
                tx,
                command,
                CommandEvent.DEADLINE_PASSED,
                timeout(command.payload().action()))) {
            LOG.atWarn()
                    .addKeyValue("commandId", command.id())
                    .addKeyValue("agentId", command.agentId())
                    .addKeyValue("sessionId", command.sessionId())
                    .log("command was not done in time");
            if (unwanted) {
                tx.commands().unwanted(command);
            }
        }
    }

    /** A start whose session runs already must not be undone, and a stop must never be interrupted. */
    private static boolean isStillWaiting(StoredSession session, StoredCommand command) {
        return command.payload().action() != CommandAction.STOP_SESSION
                && session.generation() == command.generation()
                && switch (session.state()) {
                    case STARTING, HIBERNATING, WAKING -> true;
                    case PENDING, RUNNING, HIBERNATED, TERMINATING, TERMINATED, FAILED -> false;
                };
    }

    private static Session.Failure timeout(CommandAction action) {
        return switch (action) {
            case START_SESSION ->
                new Session.Failure("start_timeout", "The desktop did not come up in time. Start it again.");
            case WAKE_SESSION ->
                new Session.Failure(
                        "wake_timeout", "The desktop did not wake in time. It is still hibernated; try again.");
            case HIBERNATE_SESSION ->
                new Session.Failure(
                        "hibernate_timeout", "The desktop could not be hibernated in time. It goes on running.");
            case STOP_SESSION, LIST_SESSIONS, GET_SESSION ->
                new Session.Failure("command_timeout", "The machine did not answer in time.");
        };
    }

    private void end(Tx tx, StoredSession seen) {
        var session = tx.sessions().get(seen.id());
        if (session.session().version() == seen.session().version()) {
            flow.fail(tx, session, SessionEvent.DEADLINE_PASSED, lateness(session));
            LOG.atWarn()
                    .addKeyValue("sessionId", session.id())
                    .addKeyValue("state", session.state())
                    .log("session stayed in its state for too long");
        }
    }

    private static Session.Failure lateness(StoredSession session) {
        return switch (session.state()) {
            case PENDING ->
                new Session.Failure(
                        "no_agent",
                        "No machine had room for the desktop in time. "
                                + Objects.requireNonNullElse(session.session().reason(), "Try again later."));
            case STARTING -> timeout(CommandAction.START_SESSION);
            case HIBERNATING -> timeout(CommandAction.HIBERNATE_SESSION);
            case WAKING -> timeout(CommandAction.WAKE_SESSION);
            case TERMINATING ->
                new Session.Failure(
                        "stop_unconfirmed",
                        "The machine did not confirm the end; it is told again when it comes back.");
            case RUNNING, HIBERNATED, TERMINATED, FAILED ->
                throw new IllegalStateException(SessionState.class + " without a deadline: " + session.state());
        };
    }
}
