package io.streamspace.protocol.state;

import io.streamspace.protocol.WireNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A stored state machine as a table of rows. It decides and does nothing; whoever asks it acts. Immutable.
 *
 * @param <S> the states
 * @param <E> the events
 */
public final class TransitionTable<S extends Enum<S>, E extends Enum<E>> {
    private final Class<S> states;
    private final Class<E> events;
    private final S initial;
    private final Map<Key<S, E>, S> next;
    private final List<Row<S, E>> rows;
    private final Map<S, Deadline<E>> deadlines;
    private final Set<S> terminal;

    /** One legal transition. */
    public record Row<S, E>(S from, E event, S to) {}

    /**
     * How long a state may last.
     *
     * @param after the default; the hub's configuration may say otherwise
     * @param event what happens at the deadline
     */
    public record Deadline<E>(Duration after, E event) {}

    private record Key<S, E>(S from, E event) {}

    private TransitionTable(Builder<S, E> builder) {
        states = builder.states;
        events = builder.events;
        initial = builder.initial;
        next = Map.copyOf(builder.next);
        rows = List.copyOf(builder.rows);
        deadlines = Map.copyOf(builder.deadlines);
        terminal = Set.copyOf(builder.terminal);
    }

    static <S extends Enum<S>, E extends Enum<E>> Builder<S, E> startingIn(S initial, Class<E> events) {
        return new Builder<>(initial, events);
    }

    /** The state in which everything begins. */
    public S initial() {
        return initial;
    }

    /** The state after {@code event}, or empty where the event is not legal in {@code from}. */
    public Optional<S> next(S from, E event) {
        return Optional.ofNullable(next.get(new Key<>(from, event)));
    }

    /** The deadline of a state; empty for one that may last. */
    public Optional<Deadline<E>> deadline(S state) {
        return Optional.ofNullable(deadlines.get(state));
    }

    /** Whether nothing ever follows. */
    public boolean isTerminal(S state) {
        return terminal.contains(state);
    }

    /** All rows in the order in which they were written. */
    public List<Row<S, E>> rows() {
        return rows;
    }

    /** All states. */
    public List<S> states() {
        return List.of(states.getEnumConstants());
    }

    /** All events. */
    public List<E> events() {
        return List.of(events.getEnumConstants());
    }

    /** The table as a Mermaid state diagram, as it stands in {@code PROTOCOL.md}. */
    public String toMermaid() {
        var out = new StringBuilder("stateDiagram-v2\n");
        arrow(out, "[*]", WireNames.of(initial));
        for (var row : rows) {
            arrow(out, WireNames.of(row.from()), WireNames.of(row.to()) + ": " + WireNames.of(row.event()));
        }
        for (S state : states()) {
            if (isTerminal(state)) {
                arrow(out, WireNames.of(state), "[*]");
            }
            deadline(state).ifPresent(deadline -> note(out, state, deadline));
        }
        return out.toString();
    }

    private static void arrow(StringBuilder out, String from, String to) {
        out.append("    ").append(from).append(" --> ").append(to).append('\n');
    }

    private static void note(StringBuilder out, Enum<?> state, Deadline<? extends Enum<?>> deadline) {
        out.append("    note right of ")
                .append(WireNames.of(state))
                .append(": at most ")
                .append(deadline.after().toSeconds())
                .append(" s, then ")
                .append(WireNames.of(deadline.event()))
                .append('\n');
    }

    static final class Builder<S extends Enum<S>, E extends Enum<E>> {
        private final S initial;
        private final Class<S> states;
        private final Class<E> events;
        private final Map<Key<S, E>, S> next = new HashMap<>();
        private final List<Row<S, E>> rows = new ArrayList<>();
        private final Map<S, Deadline<E>> deadlines;
        private Set<S> terminal = Set.of();

        private Builder(S initial, Class<E> events) {
            this.initial = initial;
            this.states = initial.getDeclaringClass();
            this.events = events;
            this.deadlines = new EnumMap<>(states);
        }

        Builder<S, E> on(S from, E event, S to) {
            if (next.putIfAbsent(new Key<>(from, event), to) != null) {
                throw new IllegalArgumentException("two rows for " + from + " and " + event);
            }
            rows.add(new Row<>(from, event, to));
            return this;
        }

        Builder<S, E> deadline(S state, Duration after, E event) {
            deadlines.put(state, new Deadline<>(after, event));
            return this;
        }

        @SafeVarargs
        @SuppressWarnings("varargs")
        final Builder<S, E> terminal(S... ends) {
            terminal = Set.of(ends);
            return this;
        }

        TransitionTable<S, E> build() {
            deadlines.forEach((state, deadline) -> {
                if (!next.containsKey(new Key<>(state, deadline.event()))) {
                    throw new IllegalArgumentException("the deadline of " + state + " leads nowhere");
                }
            });
            rows.forEach(row -> {
                if (terminal.contains(row.from())) {
                    throw new IllegalArgumentException(row.from() + " is terminal and has a row");
                }
            });
            return new TransitionTable<>(this);
        }
    }
}
