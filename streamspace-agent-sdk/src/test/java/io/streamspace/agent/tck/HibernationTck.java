package io.streamspace.agent.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.streamspace.agent.spi.Hibernation;
import io.streamspace.protocol.message.CommandPayload;
import io.streamspace.protocol.message.ObservedState;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Level 6: sleep and wake, for drivers that are {@link Hibernation}. */
public interface HibernationTck extends TckLevel {
    /** A test of this level; run the level alone with the tag {@code HIBERNATION}. */
    @Test
    @Tag("HIBERNATION")
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Rule {}

    @Rule
    default void d601_a_hibernated_session_is_seen_as_such() {
        String session = hibernated();

        assertThat(stage().get(session).state()).isEqualTo(ObservedState.HIBERNATED);
        assertThat(stage().listed(session))
                .singleElement()
                .satisfies(e -> assertThat(e.state()).isEqualTo(ObservedState.HIBERNATED));
    }

    @Rule
    default void d601_a_hibernated_session_outlives_the_agent() {
        String session = hibernated();

        stage().killAndRestartAgent();

        assertThat(stage().get(session).state()).isEqualTo(ObservedState.HIBERNATED);
    }

    @Rule
    default void d602_a_woken_desktop_answers() {
        String session = hibernated();

        assertThat(stage().wake(session, 3).state()).isEqualTo(ObservedState.RUNNING);

        assertThat(stage().banner(session)).startsWith("RFB 003.");
    }

    @Rule
    default void d602_a_session_can_be_woken_by_a_driver_that_did_not_hibernate_it() {
        String session = hibernated();
        stage().killAndRestartAgent();

        stage().wake(session, 3);

        assertThat(stage().banner(session)).startsWith("RFB 003.");
    }

    @Rule
    default void d603_both_may_be_repeated() {
        String session = hibernated();

        assertThat(stage().hibernate(session, 3).state()).isEqualTo(ObservedState.HIBERNATED);
        assertThat(stage().wake(session, 4).state()).isEqualTo(ObservedState.RUNNING);
        assertThat(stage().wake(session, 5).state()).isEqualTo(ObservedState.RUNNING);
    }

    @Rule
    default void d103_destroy_removes_a_hibernated_session() {
        String session = hibernated();

        stage().stop(session, 3);

        assertThat(stage().listed(session)).isEmpty();
    }

    @Rule
    default void a_driver_without_hibernation_says_so() {
        assumeTrue(!(stage().driver() instanceof Hibernation), "the driver can hibernate");
        String session = stage().newSession();
        stage().start(session, 1);

        String hibernate = stage().send(session, 2, new CommandPayload.HibernateSession(null));

        assertThat(stage().hub().awaitFailed(hibernate).error().code()).isEqualTo("unsupported");
    }

    private String hibernated() {
        assumeTrue(stage().driver() instanceof Hibernation, "the driver cannot hibernate");
        String session = stage().newSession();
        stage().start(session, 1);
        assertThat(stage().hibernate(session, 2).state()).isEqualTo(ObservedState.HIBERNATED);
        return session;
    }
}
