package io.streamspace.agent.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.Progress;
import io.streamspace.agent.spi.SessionFacts;
import io.streamspace.agent.spi.SessionRef;
import io.streamspace.protocol.message.CommandError;
import io.streamspace.protocol.message.ObservedState;
import io.streamspace.protocol.message.SessionSpec;
import io.streamspace.protocol.message.SessionStatus;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Level 5: facts and errors. */
public interface TruthTck extends TckLevel {
    /** A test of this level; run the level alone with the tag {@code TRUTH}. */
    @Test
    @Tag("TRUTH")
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Rule {}

    @Rule
    default void d501_an_unknown_session_is_stopped_and_no_error() {
        String unknown = stage().newSession();

        assertThat(stage().get(unknown).state()).isEqualTo(ObservedState.STOPPED);
        assertThat(stage().listed(unknown)).isEmpty();
    }

    @Rule
    default void d501_inspect_and_list_agree() throws Exception {
        String session = stage().newSession();
        stage().start(session, 3);

        SessionFacts inspected = stage().driver().inspect(new SessionRef(session, 3, null));

        assertThat(inspected.generation()).isEqualTo(3);
        assertThat(inspected.state()).isEqualTo(ObservedState.RUNNING);
        assertThat(stage().driver().list().stream().filter(f -> f.sessionId().equals(session)))
                .singleElement()
                .satisfies(listed -> {
                    assertThat(listed.state()).isEqualTo(inspected.state());
                    assertThat(listed.handle()).isEqualTo(inspected.handle());
                    assertThat(listed.generation()).isEqualTo(inspected.generation());
                });
    }

    @Rule
    default void d502_an_end_that_the_driver_did_not_cause_is_told() throws Exception {
        DriverUnderTest.PlatformEnd end = offered(subject().platformEnd(), "platformEnd");
        String session = stage().newSession();
        stage().start(session, 1);
        var told = new CopyOnWriteArrayList<SessionFacts>();
        try (AutoCloseable watch = stage().driver().watch(told::add)) {
            assertThat(watch).isNotNull();

            end.end(stage().ref(session), stage().agentId());

            stage().until(
                            "the watch to tell of the end",
                            () -> told.stream().anyMatch(f -> f.sessionId().equals(session) && hasEnded(f.state())));
        }
        stage().hub()
                .awaitHeard(
                        SessionStatus.class,
                        s -> s.sessionId().equals(session)
                                && hasEnded(s.session().state()));
    }

    @Rule
    default void d503_a_failure_tells_the_user_what_happened() {
        SessionSpec failing = offered(subject().failingSpec(), "failingSpec");

        CommandError error = stage().failingStart(stage().newSession(), failing).error();

        assertThat(error.message()).as("the sentence for the user").isNotBlank();
        assertThat(error.code()).as("a kind that says more than 'internal'").isNotEqualTo("internal");
    }

    @Rule
    default void d503_a_failure_is_a_driver_exception() {
        SessionSpec failing = offered(subject().failingSpec(), "failingSpec");
        var ref = new SessionRef(stage().newSession(), 1, null);

        Throwable thrown = catchThrowable(() -> stage().driver().start(ref, failing, Progress.IGNORED));

        assertThat(thrown).isInstanceOf(DriverException.class);
        assertThat(thrown.getMessage()).isNotBlank();
    }

    @Rule
    default void d503_an_unknown_endpoint_is_not_found() throws Exception {
        String session = stage().newSession();
        stage().start(session, 1);
        SessionRef ref = stage().ref(session);

        Throwable thrown = catchThrowable(() -> stage().driver().dial(ref, "no-such-endpoint"));

        assertThat(thrown)
                .isInstanceOfSatisfying(
                        DriverException.class, e -> assertThat(e.kind()).isEqualTo(DriverException.Kind.NOT_FOUND));
    }

    private static boolean hasEnded(ObservedState state) {
        return state == ObservedState.STOPPED || state == ObservedState.FAILED;
    }
}
