package io.streamspace.agent.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.Progress;
import io.streamspace.agent.spi.SessionRef;
import io.streamspace.protocol.message.ObservedState;
import io.streamspace.protocol.message.SessionSpec;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Level 4: threads and time. */
public interface ThreadsTck extends TckLevel {
    /** A test of this level; run the level alone with the tag {@code THREADS}. */
    @Test
    @Tag("THREADS")
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Rule {}

    @Rule
    default void d401_sessions_start_and_stop_beside_each_other() {
        var sessions = Stream.generate(stage()::newSession).limit(4).toList();

        var starts = sessions.stream()
                .map(s -> stage().sendStart(s, 1, subject().spec()))
                .toList();
        starts.forEach(stage().hub()::awaitComplete);

        assertThat(sessions).allSatisfy(s -> assertThat(stage().banner(s)).startsWith("RFB 003."));
        sessions.forEach(s -> stage().stop(s, 2));
        assertThat(sessions).allSatisfy(s -> assertThat(stage().listed(s)).isEmpty());
    }

    @Rule
    default void d401_a_slow_start_does_not_hold_up_another_session() {
        SessionSpec slow = offered(subject().slowSpec(), "slowSpec");
        String slowSession = stage().newSession();
        String slowStart = stage().sendStart(slowSession, 1, slow);
        stage().until("the slow start to be at work", () -> stage().driverIsAtWork());

        String quick = stage().newSession();
        stage().start(quick, 1);
        stage().list();
        stage().stop(quick, 2);

        assertThat(stage().hub().resultOf(slowStart))
                .as("the slow start, meanwhile")
                .isEmpty();
        stage().stop(slowSession, 2);
        assertThat(stage().listed(slowSession)).isEmpty();
    }

    @Rule
    default void d402_an_interrupted_start_ends_within_a_few_seconds() throws Exception {
        SessionSpec slow = offered(subject().slowSpec(), "slowSpec");
        var ref = new SessionRef(stage().newSession(), 1, null);
        var begun = new CompletableFuture<@Nullable Void>();
        var ended = new CompletableFuture<@Nullable Throwable>();
        Thread start = Thread.ofVirtual().start(() -> {
            begun.complete(null);
            try {
                stage().driver().start(ref, slow, Progress.IGNORED);
                ended.complete(null);
            } catch (Exception e) {
                ended.complete(e);
            }
        });
        begun.join();
        Thread.sleep(Duration.ofMillis(500));

        start.interrupt();

        stage().until("the interrupted start to end", ended::isDone, Duration.ofSeconds(5));
        assertThat(ended.join())
                .satisfiesAnyOf(
                        e -> assertThat(e).isInstanceOf(InterruptedException.class),
                        e -> assertThat(e)
                                .isInstanceOfSatisfying(
                                        DriverException.class,
                                        d -> assertThat(d.kind()).isEqualTo(DriverException.Kind.INTERRUPTED)));
    }

    @Rule
    default void d402_a_stop_wins_over_a_start_that_is_at_work() {
        SessionSpec slow = offered(subject().slowSpec(), "slowSpec");
        String session = stage().newSession();
        String start = stage().sendStart(session, 1, slow);
        stage().until("the start to be at work", () -> stage().driverIsAtWork());

        stage().stop(session, 2);

        assertThat(stage().hub().awaitFailed(start).error().code()).isEqualTo("superseded");
        assertThat(stage().get(session).state()).isEqualTo(ObservedState.STOPPED);
    }
}
