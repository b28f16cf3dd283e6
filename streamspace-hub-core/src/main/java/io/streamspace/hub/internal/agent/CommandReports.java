package io.streamspace.hub.internal.agent;

import io.streamspace.hub.Session;
import io.streamspace.hub.internal.session.Inventory;
import io.streamspace.hub.internal.session.Observations;
import io.streamspace.hub.internal.session.SessionFlow;
import io.streamspace.hub.internal.store.StoredCommand;
import io.streamspace.hub.internal.store.StoredSession;
import io.streamspace.hub.internal.store.Transition;
import io.streamspace.hub.internal.store.Tx;
import io.streamspace.protocol.message.CommandAck;
import io.streamspace.protocol.message.CommandAction;
import io.streamspace.protocol.message.CommandComplete;
import io.streamspace.protocol.message.CommandError;
import io.streamspace.protocol.message.CommandFailed;
import io.streamspace.protocol.message.InventoryVerdict.Verdict;
import io.streamspace.protocol.message.ObservedState;
import io.streamspace.protocol.message.SessionReport;
import io.streamspace.protocol.state.CommandEvent;
import io.streamspace.protocol.state.SessionEvent;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies what an agent says of a command, to the command and to its session in one transaction (rules P-4.3 to P-4.5). Each may come more
 * than once, late, or not in order; what the command's table does not allow any more changes the command no more.
 */
public final class CommandReports {
    private static final Logger LOG = LoggerFactory.getLogger(CommandReports.class);

    private final SessionFlow flow;
    private final Observations observations;
    private final Inventory inventory;

    public CommandReports(SessionFlow flow, Observations observations, Inventory inventory) {
        this.flow = flow;
        this.observations = observations;
        this.inventory = inventory;
    }

    /** False where there is no such command of that agent; so with the two below. */
    boolean acknowledged(Tx tx, String agentId, CommandAck ack) {
        return find(tx, agentId, ack.commandId())
                .map(command -> {
                    advance(tx, command, CommandEvent.ACKNOWLEDGED);
                    return command;
                })
                .isPresent();
    }

    boolean failed(Tx tx, String agentId, CommandFailed failed) {
        var found = find(tx, agentId, failed.commandId());
        found.ifPresent(command -> {
            log(command, failed.error());
            if (failed.error().refuses() && command.payload().action() == CommandAction.START_SESSION) {
                refused(tx, command, failureOf(failed.error()));
            } else {
                failed(tx, command, CommandEvent.FAILED, failureOf(failed.error()));
            }
        });
        return found.isPresent();
    }

    /** The agent has no room by its own books, which are newer: it gets nothing until it says otherwise (rule P-4.12). */
    private void refused(Tx tx, StoredCommand command, Session.Failure failure) {
        var session = sessionOf(tx, command);
        if (advance(tx, command, CommandEvent.FAILED)) {
            tx.commands().outcome(command, null, failure);
            tx.agents().refuses(command.agentId());
        }
        session.filter(s -> isPresentRun(command, s)).ifPresent(s -> flow.on(tx, s, SessionEvent.AGENT_REFUSED));
    }

    /** A command came to nothing: the agent says so, or its time is over. Tells whether that was news. */
    public boolean failed(Tx tx, StoredCommand command, CommandEvent event, Session.Failure failure) {
        var session = sessionOf(tx, command);
        boolean news = advance(tx, command, event);
        if (news) {
            tx.commands().outcome(command, null, failure);
        }
        session.filter(s -> isPresentRun(command, s))
                .ifPresent(s -> flow.fail(tx, s, SessionEvent.COMMAND_FAILED, failure));
        return news;
    }

    boolean completed(Tx tx, String agentId, CommandComplete complete) {
        var found = find(tx, agentId, complete.commandId());
        found.ifPresent(command -> completed(tx, command, complete));
        return found.isPresent();
    }

    private void completed(Tx tx, StoredCommand command, CommandComplete complete) {
        var session = sessionOf(tx, command);
        if (advance(tx, command, CommandEvent.SUCCEEDED)) {
            tx.commands().outcome(command, complete.session(), null);
        }
        switch (command.payload().action()) {
            case START_SESSION, WAKE_SESSION -> came(tx, command, session, report(complete, ObservedState.RUNNING));
            case HIBERNATE_SESSION -> present(tx, command, session, report(complete, ObservedState.HIBERNATED));
            case STOP_SESSION -> present(tx, command, session, report(complete, ObservedState.STOPPED));
            case GET_SESSION ->
                Optional.ofNullable(complete.session()).ifPresent(report -> present(tx, command, session, report));
            case LIST_SESSIONS -> listed(tx, command, complete);
        }
    }

    /** A desktop came up: for the session that waits for it, or for nobody any more, and then it goes again. */
    private void came(Tx tx, StoredCommand command, Optional<StoredSession> session, SessionReport report) {
        if (session.isPresent() && isPresentRun(command, session.get())) {
            observations.note(tx, session.get(), report, null);
            return;
        }
        boolean wanted = session.filter(s -> s.isOn(command.agentId()))
                .filter(CommandReports::isWanted)
                .isPresent();
        if (!wanted && command.sessionId() != null) {
            LOG.atInfo()
                    .addKeyValue("commandId", command.id())
                    .addKeyValue("sessionId", command.sessionId())
                    .log("desktop came up too late and is removed");
            long generation = session.map(StoredSession::generation).orElse(command.generation());
            flow.remove(tx, command.agentId(), command.sessionId(), generation);
        }
    }

    private void present(Tx tx, StoredCommand command, Optional<StoredSession> session, SessionReport report) {
        session.filter(s -> isPresentRun(command, s)).ifPresent(s -> observations.note(tx, s, report, null));
    }

    private void listed(Tx tx, StoredCommand command, CommandComplete complete) {
        // The agent looked after the command was made, so the session is younger than the list only if it changed
        // since.
        inventory.compare(tx, command.agentId(), complete.sessions(), command.createdAt()).stream()
                .filter(verdict -> verdict.verdict() == Verdict.REMOVE)
                .forEach(verdict -> flow.remove(tx, command.agentId(), verdict.sessionId(), verdict.generation()));
    }

    private boolean advance(Tx tx, StoredCommand command, CommandEvent event) {
        var transition = Transition.ofCommand(command.state(), event);
        transition.ifPresent(legal -> tx.commands().move(command, legal));
        return transition.isPresent();
    }

    private static Optional<StoredCommand> find(Tx tx, String agentId, String commandId) {
        return tx.commands().find(commandId).filter(command -> command.agentId().equals(agentId));
    }

    /** Holds the session before its command is written, as everybody who writes both does, so that no two wait for each other. */
    private static Optional<StoredSession> sessionOf(Tx tx, StoredCommand command) {
        return Optional.ofNullable(command.sessionId()).flatMap(tx.sessions()::hold);
    }

    /** Whether nothing newer was said to the session's agent. */
    private static boolean isPresentRun(StoredCommand command, StoredSession session) {
        return session.isOn(command.agentId()) && session.generation() == command.generation();
    }

    private static boolean isWanted(StoredSession session) {
        return switch (session.state()) {
            case STARTING, RUNNING, HIBERNATING, HIBERNATED, WAKING -> true;
            // What stops it is under way already.
            case TERMINATING -> true;
            case PENDING, TERMINATED, FAILED -> false;
        };
    }

    private static SessionReport report(CommandComplete complete, ObservedState usual) {
        return Objects.requireNonNullElseGet(complete.session(), () -> SessionReport.of(usual, null));
    }

    private static Session.Failure failureOf(CommandError error) {
        return new Session.Failure(error.code(), error.message());
    }

    private static void log(StoredCommand command, CommandError error) {
        LOG.atWarn()
                .addKeyValue("commandId", command.id())
                .addKeyValue("agentId", command.agentId())
                .addKeyValue("sessionId", command.sessionId())
                .addKeyValue("code", error.code())
                .addKeyValue("detail", error.detail())
                .log("agent could not do a command");
    }
}
