package io.streamspace.protocol.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class CommandLifecycleTest {
    private static final TransitionTable<CommandState, CommandEvent> TABLE = CommandLifecycle.TABLE;
    private static final EnumSet<CommandState> OPEN =
            EnumSet.of(CommandState.PENDING, CommandState.SENT, CommandState.ACK);

    @Test
    void every_event_in_every_state_does_what_this_table_says() {
        assertThat(Matrix.of(TABLE)).isEqualTo("""
                                     pending      sent         ack          completed    failed       timeout      cancelled
                delivered            sent         .            .            .            .            .            .
                acknowledged         .            ack          .            .            .            .            .
                succeeded            completed    completed    completed    .            .            .            .
                failed               failed       failed       failed       .            .            .            .
                link_lost            .            pending      pending      .            .            .            .
                cancel_requested     cancelled    cancelled    cancelled    .            .            .            .
                deadline_passed      timeout      timeout      timeout      .            .            .            .
                """);
    }

    @Test
    void every_open_command_has_a_deadline_and_a_cancel() {
        assertThat(OPEN).allSatisfy(state -> {
            assertThat(TABLE.deadline(state)).isPresent();
            assertThat(TABLE.next(state, CommandEvent.CANCEL_REQUESTED)).contains(CommandState.CANCELLED);
        });
    }

    @Test
    void a_result_counts_whenever_it_comes_before_the_end() {
        assertThat(OPEN).allSatisfy(state -> {
            assertThat(TABLE.next(state, CommandEvent.SUCCEEDED)).contains(CommandState.COMPLETED);
            assertThat(TABLE.next(state, CommandEvent.FAILED)).contains(CommandState.FAILED);
        });
    }

    @Test
    void what_a_broken_link_carried_waits_to_be_sent_again() {
        assertThat(TABLE.next(CommandState.SENT, CommandEvent.LINK_LOST)).contains(CommandState.PENDING);
        assertThat(TABLE.next(CommandState.ACK, CommandEvent.LINK_LOST)).contains(CommandState.PENDING);
    }
}
