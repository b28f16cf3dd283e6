package io.streamspace.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamspace.agent.rig.FakeHub;
import io.streamspace.agent.rig.Rig;
import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.SessionRef;
import io.streamspace.protocol.message.AgentStatus;
import io.streamspace.protocol.message.Command;
import io.streamspace.protocol.message.CommandCancel;
import io.streamspace.protocol.message.CommandComplete;
import io.streamspace.protocol.message.CommandFailed;
import io.streamspace.protocol.message.CommandPayload;
import io.streamspace.protocol.message.CommandProgress;
import io.streamspace.protocol.message.Heartbeat;
import io.streamspace.protocol.message.HubMessage;
import io.streamspace.protocol.message.ObservedState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What becomes of commands, with time, network and platform in the test's hands. */
final class CommandsTest {
    private final Rig rig = new Rig();
    private final FakeHub.Dial link = rig.link();

    @Test
    void a_start_is_acknowledged_done_and_answered() {
        say(Rig.start("c1", "s1", 1));

        assertThat(Rig.answers(link, "c1")).containsExactly("ack", "complete");
        assertThat(rig.driver.held("s1").generation()).isEqualTo(1);
        assertThat(rig.agent.health().activeSessions()).isEqualTo(1);
    }

    @Test
    void a_duplicate_command_gets_the_first_result_and_starts_nothing() {
        say(Rig.start("c1", "s1", 1));
        say(Rig.start("c1", "s1", 1));

        assertThat(Rig.answers(link, "c1")).containsExactly("ack", "complete", "complete");
        assertThat(rig.driver.count("start s1")).isEqualTo(1);
    }

    @Test
    void a_command_that_runs_is_only_acknowledged_again() {
        rig.driver.duringStart = progress -> {
            link.say(Rig.start("c1", "s1", 1));
            rig.loop.settle();
        };

        say(Rig.start("c1", "s1", 1));

        assertThat(Rig.answers(link, "c1")).containsExactly("ack", "ack", "complete");
        assertThat(rig.driver.count("start s1")).isEqualTo(1);
    }

    @Test
    void a_session_that_runs_may_end_in_order_before_it_is_removed() {
        say(Rig.start("c1", "s1", 1));

        say(Rig.stop("c2", "s1", 2));

        assertThat(rig.driver.calls).containsExactly("start s1", "stop s1", "destroy s1");
    }

    @Test
    void a_session_that_cannot_end_in_order_is_removed_all_the_same() {
        say(Rig.start("c1", "s1", 1));
        rig.driver.duringStop = progress -> {
            throw new IllegalStateException("the driver's own mistake");
        };

        say(Rig.stop("c2", "s1", 2));

        assertThat(Rig.answers(link, "c2")).containsExactly("ack", "complete");
        assertThat(rig.driver.sessions).isEmpty();
    }

    @Test
    void what_does_not_run_is_removed_without_further_ado() {
        say(Rig.start("c1", "s1", 1));
        rig.driver.put(new SessionRef("s1", 1, null), ObservedState.HIBERNATED);

        say(Rig.stop("c2", "s1", 2));

        assertThat(rig.driver.calls).containsExactly("start s1", "destroy s1");
    }

    @Test
    void a_result_that_no_link_carried_is_sent_on_the_next() {
        link.say(Rig.start("c1", "s1", 1));
        rig.loop.settle();
        link.drop(1006);
        rig.settle();
        assertThat(Rig.answers(link, "c1")).containsExactly("ack");

        rig.pass(Duration.ofSeconds(1));
        FakeHub.Dial next = rig.link();

        assertThat(Rig.answers(next, "c1")).containsExactly("complete");
        next.say(Rig.start("c1", "s1", 1));
        rig.settle();
        assertThat(Rig.answers(next, "c1")).containsExactly("complete", "complete");
        assertThat(rig.driver.count("start s1")).isEqualTo(1);
    }

    @Test
    void a_stale_generation_is_refused() {
        say(Rig.start("c1", "s1", 5));
        say(Rig.command("c2", "s1", 4, new CommandPayload.HibernateSession(null)));

        assertThat(Rig.answers(link, "c2")).containsExactly("failed stale_generation");
        assertThat(rig.driver.held("s1").state()).isEqualTo(ObservedState.RUNNING);
    }

    @Test
    void a_start_that_comes_after_the_stop_is_refused() {
        say(Rig.stop("c2", "s1", 2));
        say(Rig.start("c1", "s1", 1));

        assertThat(Rig.answers(link, "c1")).containsExactly("failed stale_generation");
        assertThat(rig.driver.sessions).isEmpty();
    }

    @Test
    void stop_while_starting_is_allowed_and_wins() {
        rig.driver.duringStart = progress -> {
            link.say(Rig.stop("c2", "s1", 2));
            rig.loop.settle();
        };

        say(Rig.start("c1", "s1", 1));

        assertThat(Rig.answers(link, "c1")).containsExactly("ack", "failed superseded");
        assertThat(Rig.answers(link, "c2")).containsExactly("ack", "complete");
        assertThat(rig.driver.sessions).isEmpty();
    }

    @Test
    void a_cancelled_start_whose_success_comes_late_is_undone() {
        rig.driver.duringStart = progress -> {
            link.say(new CommandCancel("c1"));
            rig.loop.settle();
        };

        say(Rig.start("c1", "s1", 1));

        assertThat(Rig.answers(link, "c1")).containsExactly("ack", "failed cancelled");
        assertThat(rig.driver.calls).containsExactly("start s1", "destroy s1");
        assertThat(rig.driver.sessions).isEmpty();
    }

    @Test
    void a_cancel_that_crosses_the_success_undoes_it() {
        say(Rig.start("c1", "s1", 1));

        say(new CommandCancel("c1"));
        say(Rig.start("c1", "s1", 1));

        assertThat(rig.driver.sessions).isEmpty();
        assertThat(Rig.answers(link, "c1")).containsExactly("ack", "complete", "failed cancelled");
    }

    @Test
    void a_cancel_of_an_old_start_leaves_its_successor_alone() {
        say(Rig.start("c1", "s1", 1));
        say(Rig.start("c2", "s1", 2));

        say(new CommandCancel("c1"));

        assertThat(rig.driver.held("s1").generation()).isEqualTo(2);
    }

    @Test
    void a_start_that_takes_too_long_fails_and_is_undone_when_it_succeeds_at_last() {
        rig.driver.duringStart = progress -> rig.loop.advance(Duration.ofMinutes(5));

        say(Rig.start("c1", "s1", 1));

        assertThat(Rig.answers(link, "c1")).containsExactly("ack", "failed timeout");
        assertThat(rig.driver.sessions).isEmpty();
    }

    @Test
    void a_driver_that_ignores_interrupts_cannot_keep_its_session_from_being_ended() {
        rig.driver.duringStart = progress -> {
            link.say(Rig.stop("c2", "s1", 2));
            rig.loop.advance(Duration.ofSeconds(11));
            rig.work();
            rig.loop.settle();
            assertThat(Rig.answers(link, "c2")).containsExactly("ack", "complete");
        };

        say(Rig.start("c1", "s1", 1));

        assertThat(rig.driver.calls).containsExactly("start s1", "destroy s1", "destroy s1");
        assertThat(rig.driver.sessions).isEmpty();
    }

    @Test
    void a_late_success_does_not_undo_a_newer_start() {
        rig.driver.duringStart = progress -> {
            rig.driver.duringStart = p -> {};
            link.say(Rig.stop("c2", "s1", 2));
            link.say(Rig.start("c3", "s1", 3));
            rig.loop.advance(Duration.ofSeconds(11));
            while (rig.work()) {
                rig.loop.settle();
            }
            assertThat(Rig.answers(link, "c3")).containsExactly("ack", "complete");
        };

        say(Rig.start("c1", "s1", 1));

        assertThat(rig.driver.sessions).containsKey("s1");
        assertThat(rig.driver.calls.getLast()).isEqualTo("start s1");
    }

    @Test
    void a_failed_start_is_told_and_cleaned_up() {
        rig.driver.duringStart = progress -> {
            rig.driver.put(new SessionRef("s1", 1, null), ObservedState.FAILED);
            throw new DriverException(
                    DriverException.Kind.IMAGE_UNAVAILABLE, "The image cannot be had.", true, "404", null);
        };

        say(Rig.start("c1", "s1", 1));

        assertThat(link.said(CommandFailed.class)).singleElement().satisfies(f -> {
            assertThat(f.error().code()).isEqualTo("image_unavailable");
            assertThat(f.error().message()).isEqualTo("The image cannot be had.");
            assertThat(f.error().detail()).isEqualTo("404");
            assertThat(f.error().retryable()).isTrue();
        });
        assertThat(rig.driver.sessions).isEmpty();
    }

    @Test
    void what_an_older_generation_left_is_removed_before_a_start() {
        rig.driver.put(new SessionRef("s1", 1, null), ObservedState.FAILED);

        say(Rig.start("c1", "s1", 2));

        assertThat(rig.driver.calls).containsExactly("destroy s1", "start s1");
        assertThat(rig.driver.held("s1").generation()).isEqualTo(2);
    }

    @Test
    void commands_of_one_session_run_in_order_and_those_of_several_at_once() {
        link.say(Rig.start("c1", "s1", 1));
        link.say(Rig.command("c2", "s1", 2, new CommandPayload.HibernateSession(null)));
        link.say(Rig.start("c3", "s2", 1));
        rig.loop.settle();

        assertThat(rig.waitingCalls()).isEqualTo(2);
        rig.settle();

        assertThat(rig.driver.calls).containsExactly("start s1", "start s2", "hibernate s1");
        assertThat(rig.hub.streams).contains("ended s1").doesNotContain("ended s2");
    }

    @Test
    void a_start_beyond_the_capacity_or_while_draining_is_refused() {
        say(Rig.start("c1", "s1", 1));
        say(Rig.start("c2", "s2", 1));
        say(Rig.start("c3", "s3", 1));
        say(Rig.stop("c4", "s1", 2));
        rig.agent.drain(true);
        rig.settle();
        say(Rig.start("c5", "s4", 1));

        assertThat(Rig.answers(link, "c3")).containsExactly("failed no_capacity");
        assertThat(Rig.answers(link, "c5")).containsExactly("failed agent_draining");
        assertThat(link.said(Heartbeat.class).getLast().status()).isEqualTo(AgentStatus.DRAINING);
        rig.agent.drain(false);
        rig.settle();
        say(Rig.start("c6", "s4", 1));
        assertThat(Rig.answers(link, "c6")).containsExactly("ack", "complete");
    }

    @Test
    void starts_that_wait_for_the_driver_count_against_the_capacity() {
        link.say(Rig.start("c1", "s1", 1));
        link.say(Rig.start("c2", "s2", 1));
        link.say(Rig.start("c3", "s3", 1));
        rig.settle();

        assertThat(Rig.answers(link, "c3")).containsExactly("failed no_capacity");
    }

    @Test
    void progress_is_throttled_and_none_comes_after_the_result() {
        rig.driver.duringStart = progress -> {
            for (int i = 0; i < 1_000; i++) {
                progress.report("pulling image!", "layer " + i, i / 1000.0);
                rig.loop.advance(Duration.ofMillis(1));
            }
        };

        say(Rig.start("c1", "s1", 1));
        rig.pass(Duration.ofSeconds(2));

        var progress = link.said(CommandProgress.class);
        assertThat(progress).hasSizeBetween(3, 6);
        assertThat(progress).allSatisfy(p -> assertThat(p.stage()).isEqualTo("pulling_image_"));
        assertThat(link.said.indexOf(progress.getLast()))
                .isLessThan(link.said.indexOf(link.said(CommandComplete.class).getFirst()));
    }

    @Test
    void a_list_and_a_look_wait_for_no_session() {
        rig.driver.put(new SessionRef("s9", 4, null), ObservedState.HIBERNATED);
        rig.driver.duringStart = progress -> {
            link.say(new Command("c2", null, 0, 1_000, new CommandPayload.ListSessions()));
            link.say(Rig.command("c3", "s1", 0, new CommandPayload.GetSession(null)));
            rig.loop.settle();
            rig.work();
            rig.work();
            rig.loop.settle();
            assertThat(Rig.answers(link, "c2")).containsExactly("ack", "complete");
            assertThat(Rig.answers(link, "c3")).containsExactly("ack", "complete");
        };

        say(Rig.start("c1", "s1", 1));

        assertThat(link.said(CommandComplete.class).getFirst().sessions())
                .extracting("sessionId")
                .containsExactly("s9");
    }

    @Test
    void closing_waits_for_commands_and_hands_back_what_does_not_end() {
        link.say(Rig.start("c1", "s1", 1));
        rig.loop.settle();

        var done = rig.agent.shutDown();
        rig.loop.settle();
        assertThat(done).isNotDone();
        rig.loop.advance(Duration.ofSeconds(10));

        assertThat(done).isCompleted();
        assertThat(link.closedWith).isEqualTo(1000);
        rig.settle();
        assertThat(Rig.answers(link, "c1")).containsExactly("ack");
        assertThat(rig.driver.calls).isEmpty();
    }

    @Test
    void closing_lets_a_command_end_that_ends_in_time() {
        link.say(Rig.start("c1", "s1", 1));
        rig.loop.settle();

        var done = rig.agent.shutDown();
        rig.settle();

        assertThat(done).isCompleted();
        assertThat(Rig.answers(link, "c1")).containsExactly("ack", "complete");
        assertThat(rig.driver.sessions).containsKey("s1");
        assertThat(rig.hub.streams).endsWith("closed");
    }

    private void say(HubMessage message) {
        link.say(message);
        rig.settle();
    }
}
