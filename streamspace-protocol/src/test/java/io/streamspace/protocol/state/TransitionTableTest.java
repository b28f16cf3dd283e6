package io.streamspace.protocol.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every table. */
class TransitionTableTest {
    static List<TransitionTable<?, ?>> tables() {
        return List.of(SessionLifecycle.TABLE, CommandLifecycle.TABLE, AgentLifecycle.TABLE);
    }

    @ParameterizedTest
    @MethodSource("tables")
    <S extends Enum<S>, E extends Enum<E>> void every_state_can_be_reached(TransitionTable<S, E> table) {
        assertThat(reachableFrom(table.initial(), table)).containsExactlyInAnyOrderElementsOf(table.states());
    }

    @ParameterizedTest
    @MethodSource("tables")
    <S extends Enum<S>, E extends Enum<E>> void every_state_has_a_way_out_and_terminal_ones_have_none(
            TransitionTable<S, E> table) {
        assertThat(table.states())
                .allSatisfy(state -> assertThat(
                                table.rows().stream().anyMatch(row -> row.from() == state && row.to() != state))
                        .isNotEqualTo(table.isTerminal(state)));
    }

    @ParameterizedTest
    @MethodSource("tables")
    <S extends Enum<S>, E extends Enum<E>> void a_terminal_state_accepts_no_event_and_has_no_deadline(
            TransitionTable<S, E> table) {
        assertThat(table.states()).filteredOn(table::isTerminal).allSatisfy(state -> {
            assertThat(table.deadline(state)).isEmpty();
            assertThat(table.events())
                    .allSatisfy(event -> assertThat(table.next(state, event)).isEmpty());
        });
    }

    @ParameterizedTest
    @MethodSource("tables")
    <S extends Enum<S>, E extends Enum<E>> void every_event_is_of_use_somewhere(TransitionTable<S, E> table) {
        assertThat(table.rows()).extracting(TransitionTable.Row::event).containsAll(table.events());
    }

    @ParameterizedTest
    @MethodSource("tables")
    <S extends Enum<S>, E extends Enum<E>> void every_deadline_leaves_its_state(TransitionTable<S, E> table) {
        assertThat(table.states())
                .allSatisfy(state -> table.deadline(state).ifPresent(deadline -> {
                    assertThat(deadline.after()).isPositive();
                    assertThat(table.next(state, deadline.event()))
                            .hasValueSatisfying(next -> assertThat(next).isNotEqualTo(state));
                }));
    }

    @Test
    void a_table_with_two_answers_to_one_event_is_refused() {
        var builder = TransitionTable.startingIn(Light.RED, Lamp.class).on(Light.RED, Lamp.SWITCHED, Light.GREEN);

        assertThatThrownBy(() -> builder.on(Light.RED, Lamp.SWITCHED, Light.RED))
                .hasMessageContaining("two rows");
    }

    @Test
    void a_table_whose_deadline_leads_nowhere_is_refused() {
        var builder = TransitionTable.startingIn(Light.RED, Lamp.class)
                .deadline(Light.RED, Duration.ofSeconds(1), Lamp.SWITCHED);

        assertThatThrownBy(builder::build).hasMessageContaining("leads nowhere");
    }

    @Test
    void a_table_with_a_way_out_of_a_terminal_state_is_refused() {
        var builder = TransitionTable.startingIn(Light.RED, Lamp.class)
                .on(Light.RED, Lamp.SWITCHED, Light.GREEN)
                .terminal(Light.RED);

        assertThatThrownBy(builder::build).hasMessageContaining("terminal");
    }

    private enum Light {
        RED,
        GREEN
    }

    private enum Lamp {
        SWITCHED
    }

    private static <S extends Enum<S>, E extends Enum<E>> Set<S> reachableFrom(S start, TransitionTable<S, E> table) {
        Set<S> seen = new TreeSet<>(Set.of(start));
        var queue = new ArrayDeque<>(seen);
        while (!queue.isEmpty()) {
            S from = queue.remove();
            table.rows().stream()
                    .filter(row -> row.from() == from && seen.add(row.to()))
                    .forEach(row -> queue.add(row.to()));
        }
        return seen;
    }
}
