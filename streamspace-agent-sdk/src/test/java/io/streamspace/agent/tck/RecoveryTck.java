package io.streamspace.agent.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamspace.agent.spi.SessionFacts;
import io.streamspace.protocol.message.Hello;
import io.streamspace.protocol.message.InventoryEntry;
import io.streamspace.protocol.message.InventoryVerdict.Verdict;
import io.streamspace.protocol.message.ObservedState;
import io.streamspace.protocol.message.SessionReport;
import io.streamspace.protocol.message.SessionSpec;
import org.junit.jupiter.api.Test;

/** Level 3: the agent is killed between any two calls, and nothing is lost. */
public interface RecoveryTck extends TckLevel {
    @Test
    default void d301_a_new_driver_lists_what_an_earlier_one_started() {
        String session = stage().newSession();
        SessionReport started = stage().start(session, 1);

        stage().killAndRestartAgent();

        assertThat(stage().hub().heard(Hello.class).getLast().inventory())
                .contains(new InventoryEntry(session, 1, ObservedState.RUNNING, started.handle()));
    }

    @Test
    default void d301_a_session_can_be_ended_by_a_driver_that_did_not_start_it() {
        String session = stage().newSession();
        stage().start(session, 1);
        stage().killAndRestartAgent();

        stage().stop(session, 2);

        assertThat(stage().listed(session)).isEmpty();
        stage().killAndRestartAgent();
        assertThat(stage().listed(session)).isEmpty();
    }

    @Test
    default void d301_what_nobody_wants_any_more_is_removed_at_the_next_link() {
        String session = stage().newSession();
        stage().start(session, 1);
        stage().hub().verdicts(entry -> Verdict.REMOVE);

        stage().killAndRestartAgent();

        stage().until("the session to be removed", () -> stage().listed(session).isEmpty());
    }

    @Test
    default void d302_a_running_session_is_taken_over_and_can_be_dialled() throws Exception {
        String session = stage().newSession();
        SessionReport started = stage().start(session, 1);
        stage().killAndRestartAgent();

        SessionFacts facts = stage().driver().recover(stage().ref(session));

        assertThat(facts.state()).isEqualTo(ObservedState.RUNNING);
        assertThat(facts.handle()).isEqualTo(started.handle());
        assertThat(facts.generation()).isEqualTo(1);
        assertThat(stage().banner(session)).startsWith("RFB 003.");
    }

    @Test
    default void d302_every_step_of_a_life_survives_a_kill_before_and_after_it() {
        String session = stage().newSession();
        stage().killAndRestartAgent();
        SessionReport started = stage().start(session, 1);
        stage().killAndRestartAgent();
        assertThat(stage().get(session).handle()).isEqualTo(started.handle());
        stage().killAndRestartAgent();
        assertThat(stage().banner(session)).startsWith("RFB 003.");
        stage().stop(session, 2);
        stage().killAndRestartAgent();
        assertThat(stage().listed(session)).isEmpty();
        stage().killAndRestartAgent();
        assertThat(stage().stop(session, 3).state()).isEqualTo(ObservedState.STOPPED);
    }

    @Test
    default void d303_a_start_that_a_kill_cut_short_is_finished_by_the_next_agent() {
        String session = stage().newSession();
        String start = stage().sendStart(session, 1, subject().spec());
        stage().until("the start to be at work", () -> stage().driverWasCalled());

        stage().killAndRestartAgent();

        stage().hub().awaitComplete(start);
        assertThat(stage().listed(session)).hasSize(1);
        assertThat(stage().banner(session)).startsWith("RFB 003.");
    }

    @Test
    default void d303_a_half_made_session_can_be_destroyed_by_its_id_alone() {
        SessionSpec slow = offered(subject().slowSpec(), "slowSpec");
        String session = stage().newSession();
        String start = stage().sendStart(session, 1, slow);
        stage().until("the start to be at work", () -> stage().driverIsAtWork());
        stage().hub().forget(start);

        stage().killAndRestartAgent();
        stage().stop(session, 2);

        assertThat(stage().listed(session)).isEmpty();
        assertThat(stage().get(session).state()).isEqualTo(ObservedState.STOPPED);
    }
}
