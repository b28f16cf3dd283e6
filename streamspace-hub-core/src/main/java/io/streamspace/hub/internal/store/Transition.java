package io.streamspace.hub.internal.store;

import io.streamspace.protocol.state.AgentEvent;
import io.streamspace.protocol.state.AgentLifecycle;
import io.streamspace.protocol.state.AgentState;
import io.streamspace.protocol.state.CommandEvent;
import io.streamspace.protocol.state.CommandLifecycle;
import io.streamspace.protocol.state.CommandState;
import io.streamspace.protocol.state.SessionEvent;
import io.streamspace.protocol.state.SessionLifecycle;
import io.streamspace.protocol.state.SessionState;
import io.streamspace.protocol.state.TransitionTable;
import java.util.Optional;

/**
 * A row of one of the lifecycles' tables. The stores change a state by one of these and by nothing else, and none can be made that is not in
 * its table: that is how a transition outside of the tables is impossible. See docs/decisions/0022-states-change-by-table.md.
 */
public final class Transition<S extends Enum<S>, E extends Enum<E>> {
    private final S from;
    private final E event;
    private final S to;

    private Transition(S from, E event, S to) {
        this.from = from;
        this.event = event;
        this.to = to;
    }

    /** What {@code event} does to a session in {@code from}; empty where it is not legal. */
    public static Optional<Transition<SessionState, SessionEvent>> ofSession(SessionState from, SessionEvent event) {
        return of(SessionLifecycle.TABLE, from, event);
    }

    /** What {@code event} does to a command in {@code from}; empty where it is not legal. */
    public static Optional<Transition<CommandState, CommandEvent>> ofCommand(CommandState from, CommandEvent event) {
        return of(CommandLifecycle.TABLE, from, event);
    }

    /** What {@code event} does to an agent in {@code from}; empty where it is not legal, which includes where it changes nothing. */
    public static Optional<Transition<AgentState, AgentEvent>> ofAgent(AgentState from, AgentEvent event) {
        return of(AgentLifecycle.TABLE, from, event);
    }

    private static <S extends Enum<S>, E extends Enum<E>> Optional<Transition<S, E>> of(
            TransitionTable<S, E> table, S from, E event) {
        return table.next(from, event).map(to -> new Transition<>(from, event, to));
    }

    public S from() {
        return from;
    }

    public E event() {
        return event;
    }

    public S to() {
        return to;
    }
}
