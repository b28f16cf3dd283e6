package io.streamspace.protocol.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SessionLifecycleTest {
    private static final TransitionTable<SessionState, SessionEvent> TABLE = SessionLifecycle.TABLE;

    @Test
    void every_event_in_every_state_does_what_this_table_says() {
        assertThat(Matrix.of(TABLE)).isEqualTo("""
                                     pending      starting     running      hibernating  hibernated   waking       terminating  terminated   failed
                placed               starting     .            .            .            .            .            .            .            .
                observed_running     .            running      .            .            running      running      .            .            .
                observed_hibernated  .            .            hibernated   hibernated   .            .            .            .            .
                observed_stopped     .            failed       failed       failed       failed       failed       terminated   .            .
                observed_failed      .            failed       failed       failed       failed       failed       .            .            .
                command_failed       .            failed       .            running      .            hibernated   .            .            .
                agent_refused        .            pending      .            .            .            .            .            .            .
                hibernate_requested  .            .            hibernating  .            .            .            .            .            .
                wake_requested       .            .            .            .            waking       .            .            .            .
                restart_requested    .            .            .            .            .            .            .            .            pending
                terminate_requested  terminated   terminating  terminating  terminating  terminating  terminating  terminating  .            terminating
                agent_removed        .            failed       failed       failed       failed       failed       terminated   .            failed
                deadline_passed      failed       failed       .            running      .            hibernated   terminated   .            .
                """);
    }

    @Test
    void terminate_is_legal_in_every_state_but_the_last() {
        assertThat(TABLE.states())
                .filteredOn(state ->
                        TABLE.next(state, SessionEvent.TERMINATE_REQUESTED).isEmpty())
                .containsExactly(SessionState.TERMINATED);
    }

    @Test
    void terminate_wins_over_whatever_is_going_on() {
        assertThat(EnumSet.complementOf(EnumSet.of(SessionState.PENDING, SessionState.TERMINATED)))
                .allSatisfy(state -> assertThat(TABLE.next(state, SessionEvent.TERMINATE_REQUESTED))
                        .contains(SessionState.TERMINATING));
    }

    @Test
    void only_what_a_user_can_live_with_has_no_deadline() {
        assertThat(TABLE.states())
                .filteredOn(state -> TABLE.deadline(state).isEmpty())
                .containsExactlyInAnyOrder(
                        SessionState.RUNNING, SessionState.HIBERNATED, SessionState.TERMINATED, SessionState.FAILED);
    }

    @Test
    void no_deadline_leads_into_another_state_that_is_meant_to_pass() {
        Set<SessionState> passing = EnumSet.of(SessionState.STARTING, SessionState.HIBERNATING, SessionState.WAKING);

        assertThat(passing)
                .allSatisfy(state -> assertThat(TABLE.next(state, SessionEvent.DEADLINE_PASSED))
                        .hasValueSatisfying(
                                next -> assertThat(TABLE.deadline(next)).isEmpty()));
    }

    @Test
    void nothing_starts_a_session_again_that_is_being_terminated() {
        assertThat(TABLE.rows())
                .filteredOn(row -> row.from() == SessionState.TERMINATING)
                .extracting(TransitionTable.Row::to)
                .containsOnly(SessionState.TERMINATING, SessionState.TERMINATED);
    }
}
