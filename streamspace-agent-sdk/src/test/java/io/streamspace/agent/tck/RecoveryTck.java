package io.streamspace.agent.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.streamspace.agent.spi.Hibernation;
import io.streamspace.agent.spi.SessionFacts;
import io.streamspace.protocol.message.CommandPayload;
import io.streamspace.protocol.message.Hello;
import io.streamspace.protocol.message.InventoryEntry;
import io.streamspace.protocol.message.InventoryVerdict.Verdict;
import io.streamspace.protocol.message.ObservedState;
import io.streamspace.protocol.message.SessionReport;
import io.streamspace.protocol.message.SessionSpec;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Level 3: the agent is killed between any two calls and within each verb, and nothing is lost or left. */
public interface RecoveryTck extends TckLevel {
    /** A test of this level; run the level alone with the tag {@code RECOVERY}. */
    @Test
    @Tag("RECOVERY")
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Rule {}

    @Rule
    default void d301_a_new_driver_lists_what_an_earlier_one_started() {
        String session = stage().newSession();
        SessionReport started = stage().start(session, 1);

        stage().killAndRestartAgent();

        assertThat(stage().hub().heard(Hello.class).getLast().inventory())
                .contains(new InventoryEntry(session, 1, ObservedState.RUNNING, started.handle()));
    }

    @Rule
    default void d301_a_session_can_be_ended_by_a_driver_that_did_not_start_it() {
        String session = stage().newSession();
        stage().start(session, 1);
        stage().killAndRestartAgent();

        stage().stop(session, 2);

        assertThat(stage().listed(session)).isEmpty();
        stage().killAndRestartAgent();
        assertThat(stage().listed(session)).isEmpty();
    }

    @Rule
    default void d301_what_nobody_wants_any_more_is_removed_at_the_next_link() {
        String session = stage().newSession();
        stage().start(session, 1);
        stage().hub().verdicts(entry -> Verdict.REMOVE);

        stage().killAndRestartAgent();

        stage().until("the session to be removed", () -> stage().listed(session).isEmpty());
    }

    @Rule
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

    @Rule
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

    @Rule
    default void d303_a_start_that_a_kill_cut_short_is_finished_by_the_next_agent() {
        String session = stage().newSession();
        String start = stage().sendStart(session, 1, subject().spec());
        stage().until("the start to be at work", () -> stage().driverWasCalled());

        stage().killAndRestartAgent();

        stage().hub().awaitComplete(start);
        assertThat(stage().listed(session)).hasSize(1);
        assertThat(stage().banner(session)).startsWith("RFB 003.");
    }

    @Rule
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

    @Rule
    default void d303_a_half_made_session_that_nobody_wants_is_removed_by_the_next_agent() {
        Duration usual = usualStart();
        stage().hub().verdicts(entry -> Verdict.REMOVE);
        for (Moment moment : Moment.values()) {
            String session = stage().newSession();
            String start = stage().killAt(
                            moment,
                            Verb.START,
                            usual,
                            () -> stage().sendStart(session, 1, subject().spec()));
            stage().hub().forget(start);

            stage().startAgent();

            stage().until(
                            "what a kill " + moment + " left to be removed",
                            () -> stage().listed(session).isEmpty());
            stage().untilNothingRemains();
        }
    }

    @Rule
    default void d304_a_start_that_is_killed_at_any_moment_is_finished_by_the_next_agent() {
        Duration usual = usualStart();
        for (Moment moment : Moment.values()) {
            String session = stage().newSession();
            String start = stage().killAt(
                            moment,
                            Verb.START,
                            usual,
                            () -> stage().sendStart(session, 1, subject().spec()));

            stage().startAgent();

            stage().hub().awaitComplete(start);
            assertThat(stage().listed(session)).as("after a kill " + moment).hasSize(1);
            assertThat(stage().banner(session)).startsWith("RFB 003.");
            stage().stop(session, 2);
            stage().untilNothingRemains();
        }
    }

    @Rule
    default void d304_an_end_that_is_killed_at_any_moment_is_finished_by_the_next_agent() {
        String first = started();
        Duration usual = stage().time(() -> stage().stop(first, 2));
        for (Verb verb : List.of(Verb.STOP, Verb.DESTROY)) {
            for (Moment moment : Moment.values()) {
                String session = started();
                String stop = stage().killAt(
                                moment,
                                verb,
                                usual,
                                () -> stage().send(session, 2, new CommandPayload.StopSession(null)));

                stage().startAgent();

                stage().hub().awaitComplete(stop);
                assertThat(stage().listed(session))
                        .as("after a kill %s %s", moment, verb)
                        .isEmpty();
                stage().untilNothingRemains();
            }
        }
    }

    @Rule
    default void d304_sleep_and_wake_that_are_killed_at_any_moment_are_finished_by_the_next_agent() {
        assumeTrue(stage().driver() instanceof Hibernation, "the driver cannot hibernate");
        String first = started();
        Duration falling = stage().time(() -> stage().hibernate(first, 2));
        Duration waking = stage().time(() -> stage().wake(first, 3));
        for (Moment moment : Moment.values()) {
            String session = started();
            var sleep = new CommandPayload.HibernateSession(null);
            String hibernate = stage().killAt(moment, Verb.HIBERNATE, falling, () -> stage().send(session, 2, sleep));
            stage().startAgent();
            stage().hub().awaitComplete(hibernate);
            assertThat(stage().get(session).state())
                    .as("after a kill " + moment)
                    .isEqualTo(ObservedState.HIBERNATED);

            var rise = new CommandPayload.WakeSession(null, subject().spec());
            String wake = stage().killAt(moment, Verb.WAKE, waking, () -> stage().send(session, 3, rise));
            stage().startAgent();
            stage().hub().awaitComplete(wake);
            assertThat(stage().listed(session)).as("after a kill " + moment).hasSize(1);
            assertThat(stage().banner(session)).startsWith("RFB 003.");
        }
    }

    private String started() {
        String session = stage().newSession();
        stage().start(session, 1);
        return session;
    }

    private Duration usualStart() {
        String session = stage().newSession();
        Duration usual = stage().time(() -> stage().start(session, 1));
        stage().stop(session, 2);
        return usual;
    }
}
