package io.streamspace.agent.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamspace.agent.spi.Progress;
import io.streamspace.agent.spi.SessionDriver;
import io.streamspace.agent.spi.SessionFacts;
import io.streamspace.agent.spi.SessionRef;
import io.streamspace.protocol.message.ObservedState;
import io.streamspace.protocol.message.SessionReport;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Level 2: what is done twice happens once. */
public interface IdempotenceTck extends TckLevel {
    /** A test of this level; run the level alone with the tag {@code IDEMPOTENCE}. */
    @Test
    @Tag("IDEMPOTENCE")
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Rule {}

    @Rule
    default void d201_a_repeated_start_starts_nothing_new() {
        String session = stage().newSession();
        SessionReport first = stage().start(session, 1);

        SessionReport second = stage().start(session, 1);

        assertThat(second.handle()).isEqualTo(first.handle());
        assertThat(second.state()).isEqualTo(ObservedState.RUNNING);
        assertThat(stage().listed(session)).hasSize(1);
    }

    @Rule
    default void d201_a_start_repeated_after_the_agent_was_killed_starts_nothing_new() {
        String session = stage().newSession();
        SessionReport first = stage().start(session, 1);
        stage().killAndRestartAgent();

        SessionReport second = stage().start(session, 1);

        assertThat(second.handle()).isEqualTo(first.handle());
        assertThat(stage().listed(session)).hasSize(1);
        assertThat(stage().banner(session)).startsWith("RFB 003.");
    }

    @Rule
    default void d201_a_start_of_a_newer_generation_starts_anew() {
        String session = stage().newSession();
        stage().start(session, 1);

        SessionReport second = stage().start(session, 2);

        assertThat(second.state()).isEqualTo(ObservedState.RUNNING);
        assertThat(stage().listed(session))
                .singleElement()
                .satisfies(e -> assertThat(e.generation()).isEqualTo(2));
        assertThat(stage().banner(session)).startsWith("RFB 003.");
    }

    @Rule
    default void d202_two_starts_at_the_same_moment_leave_one_session() throws Exception {
        var ref = new SessionRef(stage().newSession(), 1, null);
        try (SessionDriver other = stage().openDriver();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<SessionFacts> here =
                    () -> stage().driver().start(ref, subject().spec(), Progress.IGNORED);
            Callable<SessionFacts> there = () -> other.start(ref, subject().spec(), Progress.IGNORED);

            List<Future<SessionFacts>> starts = threads.invokeAll(List.of(here, there, here, there));

            // One of them may lose and fail; what counts is what is there afterwards.
            assertThat(starts).anySatisfy(s -> assertThat(s.state()).isEqualTo(Future.State.SUCCESS));
            assertThat(starts.stream()
                            .filter(s -> s.state() == Future.State.SUCCESS)
                            .map(s -> s.resultNow().handle())
                            .distinct())
                    .as("handles")
                    .hasSize(1);
        }
        assertThat(stage().listed(ref.sessionId())).hasSize(1);
        stage().stop(ref.sessionId(), 2);
        assertThat(stage().listed(ref.sessionId())).isEmpty();
    }

    @Rule
    default void d203_a_start_that_was_overtaken_takes_nothing_from_the_one_that_succeeded() throws Exception {
        int reports = reportsOfAStart();
        List<StalledStart> stalled = new ArrayList<>();
        for (int report = 1; report <= reports; report++) {
            for (boolean interrupted : List.of(true, false)) {
                var ref = new SessionRef(stage().newSession(), 1, null);
                stalled.add(
                        new StalledStart(stage().openDriver(), ref, subject().spec(), report, interrupted));
            }
        }
        stalled.forEach(start -> stage().until(start + " to come so far", start::isStalled));

        // What the next leader does with the same command.
        List<String> commands = stalled.stream()
                .map(start -> stage().sendStart(start.sessionId(), 1, subject().spec()))
                .toList();
        List<SessionReport> winners =
                commands.stream().map(c -> report(stage(), c)).toList();
        stalled.forEach(StalledStart::wake);
        stalled.forEach(start -> stage().until(start + " to end", start::hasEnded));

        for (int i = 0; i < stalled.size(); i++) {
            StalledStart late = stalled.get(i);
            late.driver().close();
            SessionReport now = stage().get(late.sessionId());
            assertThat(now.state()).as("the session after " + late).isEqualTo(ObservedState.RUNNING);
            assertThat(now.handle())
                    .as("the handle after " + late)
                    .isEqualTo(winners.get(i).handle());
            assertThat(stage().listed(late.sessionId()))
                    .as("the list after " + late)
                    .hasSize(1);
            assertThat(stage().banner(late.sessionId())).startsWith("RFB 003.");
        }
        stalled.forEach(start -> stage().stop(start.sessionId(), 2));
        stage().untilNothingRemains();
    }

    @Rule
    default void d204_what_comes_late_for_an_earlier_generation_leaves_a_later_one_alone() throws Exception {
        String session = stage().newSession();
        String old = Objects.requireNonNull(stage().start(session, 1).handle());
        String handle = Objects.requireNonNull(stage().start(session, 2).handle());

        for (String known : Arrays.asList(old, null)) {
            stage().driver().stop(new SessionRef(session, 1, known));
            stage().driver().destroy(new SessionRef(session, 1, known));
        }

        assertThat(stage().get(session).state()).isEqualTo(ObservedState.RUNNING);
        assertThat(stage().get(session).handle()).isEqualTo(handle);
        assertThat(stage().banner(session)).startsWith("RFB 003.");
    }

    private int reportsOfAStart() throws Exception {
        var reports = new AtomicInteger();
        var ref = new SessionRef(stage().newSession(), 1, null);
        stage().driver().start(ref, subject().spec(), (stage, message, fraction) -> reports.incrementAndGet());
        stage().driver().destroy(ref);
        return reports.get();
    }

    private static SessionReport report(TckStage stage, String command) {
        return Objects.requireNonNull(stage.hub().awaitComplete(command).session());
    }
}
