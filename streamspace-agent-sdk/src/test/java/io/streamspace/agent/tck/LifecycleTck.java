package io.streamspace.agent.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamspace.agent.spi.SessionRef;
import io.streamspace.protocol.message.ObservedState;
import io.streamspace.protocol.message.SessionReport;
import io.streamspace.protocol.message.SessionSpec;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Level 1: a session's life. */
public interface LifecycleTck extends TckLevel {
    /** A test of this level; run the level alone with the tag {@code LIFECYCLE}. */
    @Test
    @Tag("LIFECYCLE")
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Rule {}

    @Rule
    default void d101_start_returns_once_the_desktop_answers() {
        String session = stage().newSession();

        SessionReport report = stage().start(session, 1);

        assertThat(report.state()).isEqualTo(ObservedState.RUNNING);
        assertThat(report.handle()).as("the handle").isNotBlank();
        assertThat(stage().banner(session)).startsWith("RFB 003.");
    }

    @Rule
    default void d102_a_failed_start_leaves_nothing() {
        SessionSpec failing = offered(subject().failingSpec(), "failingSpec");
        String session = stage().newSession();

        stage().failingStart(session, failing);

        stage().until("nothing to be left", () -> stage().listed(session).isEmpty());
    }

    @Rule
    default void d102_a_cancelled_start_leaves_nothing() {
        SessionSpec slow = offered(subject().slowSpec(), "slowSpec");
        String session = stage().newSession();
        String start = stage().sendStart(session, 1, slow);
        stage().until("the start to be at work", () -> stage().driverIsAtWork());

        stage().hub().cancel(start);

        stage().hub().awaitFailed(start);
        stage().until("the agent to be done", () -> stage().agentIsIdle());
        stage().until("nothing to be left", () -> stage().listed(session).isEmpty());
        assertThat(stage().get(session).state()).isEqualTo(ObservedState.STOPPED);
    }

    @Rule
    default void d103_destroy_removes_a_running_session() {
        String session = stage().newSession();
        stage().start(session, 1);

        stage().stop(session, 2);

        assertThat(stage().listed(session)).isEmpty();
        assertThat(stage().get(session).state()).isEqualTo(ObservedState.STOPPED);
    }

    @Rule
    default void d103_destroy_of_an_unknown_session_succeeds() {
        assertThat(stage().stop(stage().newSession(), 1).state()).isEqualTo(ObservedState.STOPPED);
    }

    @Rule
    default void d103_destroy_may_be_repeated() {
        String session = stage().newSession();
        stage().start(session, 1);
        stage().stop(session, 2);

        stage().stop(session, 3);

        assertThat(stage().listed(session)).isEmpty();
    }

    @Rule
    default void d104_stop_ends_what_runs_and_may_be_repeated() throws Exception {
        String session = stage().newSession();
        stage().start(session, 1);
        SessionRef ref = stage().ref(session);

        stage().driver().stop(ref);
        stage().driver().stop(ref);

        assertThat(stage().get(session).state()).isEqualTo(ObservedState.STOPPED);
        stage().stop(session, 2);
        assertThat(stage().listed(session)).isEmpty();
    }

    @Rule
    default void d104_stop_of_an_unknown_session_succeeds() throws Exception {
        SessionRef unknown = new SessionRef(stage().newSession(), 1, null);

        stage().driver().stop(unknown);

        assertThat(stage().driver().inspect(unknown).state()).isEqualTo(ObservedState.STOPPED);
    }

    @Rule
    default void d105_a_persistent_home_outlives_destroy() throws Exception {
        DriverUnderTest.PersistentHome home = offered(subject().persistentHome(), "persistentHome");
        String session = stage().newSession();
        stage().start(session, 1);
        home.leaveMark(stage().ref(session));

        stage().stop(session, 2);

        String next = stage().newSession();
        stage().start(next, 1);
        assertThat(home.hasMark(stage().ref(next))).as("the mark in the home").isTrue();
    }
}
