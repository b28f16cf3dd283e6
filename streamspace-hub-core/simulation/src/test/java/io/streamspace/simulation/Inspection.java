package io.streamspace.simulation;

import io.streamspace.protocol.message.ObservedState;
import io.streamspace.protocol.state.AgentLifecycle;
import io.streamspace.protocol.state.CommandLifecycle;
import io.streamspace.protocol.state.SessionLifecycle;
import io.streamspace.protocol.state.SessionState;
import io.streamspace.protocol.state.TransitionTable;
import io.streamspace.simulation.Books.Move;
import io.streamspace.simulation.Books.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Compares what the hub's database says with what is on the platforms. */
final class Inspection {
    private final Books books;
    private final Collection<SimulatedAgent> agents;

    Inspection(Books books, Collection<SimulatedAgent> agents) {
        this.books = books;
        this.agents = agents;
    }

    /** What is not at rest, or not as it should be; nothing where all is well. */
    List<String> unrest() {
        var found = disorder();
        books.openCommands().forEach(command -> found.add("not done: " + command));
        return found;
    }

    /** What is not as it should be. */
    List<String> disorder() {
        var found = new ArrayList<String>();
        var sessions = books.sessions();
        sessions.forEach(session -> check(session, sessions, found));
        for (var agent : agents) {
            for (var incarnation : agent.platform().incarnations()) {
                if (sessions.stream().noneMatch(session -> wants(session, agent, incarnation))) {
                    found.add("nobody wants " + incarnation);
                }
            }
        }
        if (books.linkedAgents().size() != agents.size()) {
            found.add("linked are only " + books.linkedAgents());
        }
        return found;
    }

    private void check(Row session, List<Row> all, List<String> found) {
        switch (stateOf(session)) {
            case RUNNING -> expect(session, ObservedState.RUNNING, found);
            case HIBERNATED -> expect(session, ObservedState.HIBERNATED, found);
            case PENDING -> {
                if (isRoom(all)) {
                    found.add(session + " waits though there is room");
                }
            }
            case FAILED, TERMINATED -> {}
            case STARTING, HIBERNATING, WAKING, TERMINATING -> found.add(session + " is under way");
        }
    }

    /** Sessions that nobody takes though all agents are there and one has room. */
    List<String> waitingInVain() {
        var all = books.sessions();
        return books.linkedAgents().size() < agents.size() || !isRoom(all)
                ? List.of()
                : all.stream()
                        .filter(session -> stateOf(session) == SessionState.PENDING)
                        .map(Row::id)
                        .toList();
    }

    private boolean isRoom(List<Row> all) {
        return agents.stream().anyMatch(agent -> occupied(agent, all) < agent.capacity());
    }

    private void expect(Row session, ObservedState state, List<String> found) {
        var seen = agents.stream()
                .filter(agent -> agent.id().equals(session.agentId()))
                .flatMap(agent -> agent.platform().incarnations().stream())
                .filter(incarnation -> incarnation.sessionId.equals(session.id()))
                .toList();
        if (seen.size() != 1 || seen.getFirst().state != state) {
            found.add(session + " is really " + seen);
        }
    }

    private static boolean wants(Row session, SimulatedAgent agent, Incarnation incarnation) {
        return session.id().equals(incarnation.sessionId)
                && agent.id().equals(session.agentId())
                && switch (stateOf(session)) {
                    case STARTING, RUNNING, HIBERNATING, HIBERNATED, WAKING -> true;
                    case PENDING, TERMINATING, TERMINATED, FAILED -> false;
                };
    }

    private static long occupied(SimulatedAgent agent, List<Row> all) {
        return all.stream()
                .filter(session -> agent.id().equals(session.agentId()))
                .filter(session -> stateOf(session).occupiesAgent())
                .count();
    }

    /** All moves of sessions until now. */
    List<Move> sessionMoves() {
        return books.moves().stream()
                .filter(move -> move.kind().equals("session"))
                .toList();
    }

    /** Whether every change of a state was legal when it was made. */
    void checkMoves() {
        for (var move : books.moves()) {
            Invariant.TABLES.check(isLegal(move), move.toString());
            agents.stream()
                    .filter(agent -> agent.id().equals(move.agentId()))
                    .forEach(agent -> Invariant.CAPACITY.check(
                            move.occupying() <= agent.capacity(),
                            move + " where there is room for " + agent.capacity()));
        }
    }

    private static boolean isLegal(Move move) {
        return switch (move.kind()) {
            case "session" -> isLegal(SessionLifecycle.TABLE, move);
            case "command" -> isLegal(CommandLifecycle.TABLE, move);
            case "agent" -> isLegal(AgentLifecycle.TABLE, move);
            default -> throw new IllegalStateException(move.toString());
        };
    }

    private static <S extends Enum<S>> boolean isLegal(TransitionTable<S, ?> table, Move move) {
        if (move.from() == null) {
            return named(table.initial(), move.to());
        }
        return table.rows().stream().anyMatch(row -> named(row.from(), move.from()) && named(row.to(), move.to()));
    }

    private static boolean named(Enum<?> state, String name) {
        return state.name().equals(name.toUpperCase(Locale.ROOT));
    }

    Optional<SessionState> stateOf(String session) {
        return books.sessions().stream()
                .filter(row -> row.id().equals(session))
                .map(Inspection::stateOf)
                .findFirst();
    }

    private static SessionState stateOf(Row session) {
        return SessionState.valueOf(session.state().toUpperCase(Locale.ROOT));
    }
}
