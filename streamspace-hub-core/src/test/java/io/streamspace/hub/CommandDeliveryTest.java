package io.streamspace.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamspace.hub.testing.HubTest;
import io.streamspace.hub.testing.LostAnswers;
import io.streamspace.hub.testing.MemoryWire;
import io.streamspace.hub.testing.ScriptedAgent;
import io.streamspace.hub.testing.World;
import io.streamspace.protocol.message.AgentStatus;
import io.streamspace.protocol.message.Command;
import io.streamspace.protocol.message.CommandAction;
import io.streamspace.protocol.message.CommandCancel;
import io.streamspace.protocol.message.CommandProgress;
import io.streamspace.protocol.message.HubMessage;
import io.streamspace.protocol.message.InventoryVerdict.Verdict;
import io.streamspace.protocol.message.ObservedState;
import io.streamspace.protocol.state.AgentState;
import io.streamspace.protocol.state.SessionState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A command happens once, whatever becomes of the link that carries it. */
class CommandDeliveryTest extends HubTest {
    private ScriptedAgent agent;

    @BeforeEach
    void link() {
        agent = world.agent("agent-1");
    }

    private ScriptedAgent linkAgain(Session session, ObservedState state) {
        var again = world.scripted("agent-1");
        again.link(world.wire("agent-1"), Inventories.entry(session, state));
        return again;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_command_whose_link_breaks_is_sent_again_with_the_same_id(boolean acknowledged) {
        var session = world.start();
        var first = agent.awaitCommand(CommandAction.START_SESSION);
        if (acknowledged) {
            agent.ack(first);
            world.awaitCommand(first.commandId(), "ack");
        }
        agent.close();
        world.awaitAgent("agent-1", AgentState.OFFLINE);
        assertThat(world.command(first.commandId())).isEqualTo("pending");

        var again = linkAgain(session, ObservedState.STARTING);

        var second = again.awaitCommand(CommandAction.START_SESSION);
        assertThat(second.commandId()).isEqualTo(first.commandId());
        assertThat(second.generation()).isEqualTo(first.generation());
        again.complete(second, ObservedState.RUNNING);
        world.awaitState(session.id(), SessionState.RUNNING);
        assertThat(database.read("SELECT deliveries FROM agent_commands")).isEqualTo("2");
    }

    @Test
    void an_answer_that_comes_over_the_next_link_before_the_command_is_sent_again_counts() {
        var session = world.start();
        var start = agent.awaitCommand(CommandAction.START_SESSION);
        agent.close();
        world.awaitAgent("agent-1", AgentState.OFFLINE);

        var again = world.scripted("agent-1").open(world.wire("agent-1"));
        again.hello(Inventories.entry(session, ObservedState.STARTING));
        again.complete(start, ObservedState.RUNNING);

        world.awaitState(session.id(), SessionState.RUNNING);
        world.awaitCommand(start.commandId(), "completed");
    }

    @Test
    void an_answer_that_comes_twice_changes_nothing_the_second_time() {
        var session = world.start();
        var start = agent.start();
        var running = world.awaitState(session.id(), SessionState.RUNNING);

        agent.complete(start, ObservedState.RUNNING);
        agent.failCommand(start, "late", "Never mind.");
        agent.ack(start);

        assertThat(agent.drain()).isEmpty();
        assertThat(world.session(session.id())).isEqualTo(running);
    }

    @Test
    void a_command_for_an_agent_that_is_away_waits_for_it() {
        var session = world.running(agent);
        agent.close();
        world.awaitAgent("agent-1", AgentState.OFFLINE);

        world.hub().sessions().terminate(session.id());

        var again = linkAgain(session, ObservedState.RUNNING);
        again.complete(again.awaitCommand(CommandAction.STOP_SESSION), ObservedState.STOPPED);
        world.awaitState(session.id(), SessionState.TERMINATED);
    }

    @Test
    void stop_is_allowed_while_starting_and_it_wins() {
        var session = world.start();
        var start = agent.awaitCommand(CommandAction.START_SESSION);
        agent.ack(start);
        world.awaitCommand(start.commandId(), "ack");

        assertThat(world.hub().sessions().terminate(session.id()).state()).isEqualTo(SessionState.TERMINATING);

        assertThat(agent.await(CommandCancel.class).commandId()).isEqualTo(start.commandId());
        agent.complete(start, ObservedState.RUNNING);
        var stop = agent.awaitCommand(CommandAction.STOP_SESSION);
        agent.complete(stop, ObservedState.STOPPED);
        world.awaitState(session.id(), SessionState.TERMINATED);
    }

    @Test
    void a_session_that_comes_up_after_everybody_gave_up_is_removed() {
        var session = world.start();
        var start = agent.awaitCommand(CommandAction.START_SESSION);
        agent.ack(start);
        world.awaitCommand(start.commandId(), "ack");
        keepAliveFor(Duration.ofMinutes(5));
        var failed = world.awaitState(session.id(), SessionState.FAILED);
        assertThat(failed.error()).extracting(Session.Failure::code).isEqualTo("start_timeout");
        assertThat(world.command(start.commandId())).isEqualTo("timeout");
        var stop = agent.awaitCommand(CommandAction.STOP_SESSION);
        agent.complete(stop, ObservedState.STOPPED);
        world.awaitCommand(stop.commandId(), "completed");

        agent.complete(start, ObservedState.RUNNING);

        var second = agent.awaitCommand(CommandAction.STOP_SESSION);
        assertThat(second.sessionId()).isEqualTo(session.id());
        assertThat(second.generation()).isGreaterThan(start.generation());
        assertThat(world.session(session.id()).state()).isEqualTo(SessionState.FAILED);
    }

    private void keepAliveFor(Duration duration) {
        for (var left = duration; left.isPositive(); left = left.minusSeconds(20)) {
            agent.heartbeat(AgentStatus.ONLINE);
            world.pass(Duration.ofSeconds(20));
        }
        world.pass(Duration.ofSeconds(2));
    }

    @Test
    void a_start_that_fails_shows_what_the_agent_says_to_the_user() {
        var session = world.start();
        var start = agent.awaitCommand(CommandAction.START_SESSION);

        agent.failCommand(start, "image_not_found", "The image desk:1 does not exist. Ask the administrator.");

        var failed = world.awaitState(session.id(), SessionState.FAILED);
        assertThat(failed.error())
                .isEqualTo(new Session.Failure(
                        "image_not_found", "The image desk:1 does not exist. Ask the administrator."));
        assertThat(failed.actions()).containsExactlyInAnyOrder(SessionAction.RESTART, SessionAction.TERMINATE);

        world.hub().sessions().restart(session.id());
        agent.awaitCommand(CommandAction.STOP_SESSION);
        var next = agent.start();
        assertThat(next.generation()).isGreaterThan(start.generation());
        assertThat(world.awaitState(session.id(), SessionState.RUNNING).error()).isNull();
    }

    @Test
    void a_hibernation_that_fails_leaves_the_session_running_and_has_it_looked_at() {
        var session = world.running(agent);
        world.hub().sessions().hibernate(session.id());

        agent.failCommand(agent.awaitCommand(CommandAction.HIBERNATE_SESSION), "busy", "The desktop is busy.");

        var running = world.awaitState(session.id(), SessionState.RUNNING);
        assertThat(running.reason()).isEqualTo("The desktop is busy.");
        assertThat(running.error()).isNull();
        var look = agent.awaitCommand(CommandAction.GET_SESSION);
        agent.complete(look, ObservedState.HIBERNATED);
        world.awaitState(session.id(), SessionState.HIBERNATED);
    }

    @Test
    void a_stop_that_fails_is_tried_again_until_the_deadline() {
        var session = world.running(agent);
        world.hub().sessions().terminate(session.id());
        var first = agent.awaitCommand(CommandAction.STOP_SESSION);
        agent.failCommand(first, "busy", "Not now.");
        world.awaitCommand(first.commandId(), "failed");

        world.pass(Duration.ofSeconds(12));

        var second = agent.awaitCommand(CommandAction.STOP_SESSION);
        agent.complete(second, ObservedState.STOPPED);
        world.awaitState(session.id(), SessionState.TERMINATED);
    }

    @Test
    void nobody_is_stuck_in_terminating_because_the_agent_never_answers() {
        var session = world.running(agent);
        agent.close();
        world.awaitAgent("agent-1", AgentState.OFFLINE);
        world.hub().sessions().terminate(session.id());

        world.pass(Duration.ofMinutes(7));
        world.pass(Duration.ofSeconds(2));

        world.awaitState(session.id(), SessionState.TERMINATED);
        var again = world.scripted("agent-1");
        var welcome = again.link(world.wire("agent-1"), Inventories.running(session));
        assertThat(welcome.inventory().getFirst().verdict()).isEqualTo(Verdict.REMOVE);
    }

    @Test
    void the_same_command_reaches_the_agent_once_though_two_replicas_look_for_it() {
        var other = world.addHub("hub-2", settings -> settings);
        world.hub().agents().register(World.ENROLMENT_KEY, "agent-2", "docker", null);
        var remote = world.scripted("agent-2").platform("docker");
        remote.link(new MemoryWire(other, "agent-2"));

        var session =
                world.hub().sessions().start(StartRequest.of("ada", "desk").onPlatform("docker"));
        world.pass(Duration.ofSeconds(2));

        var start = remote.awaitCommand(CommandAction.START_SESSION);
        List<HubMessage> more = remote.drain();
        assertThat(more).noneMatch(Command.class::isInstance);
        remote.complete(start, ObservedState.RUNNING);
        world.awaitState(session.id(), SessionState.RUNNING);
    }

    @Test
    void progress_is_shown_while_it_happens_and_is_gone_when_it_is_over() {
        var session = world.start();
        var start = agent.awaitCommand(CommandAction.START_SESSION);

        agent.send(new CommandProgress(start.commandId(), "pulling_image", "Fetching the desktop.", 0.5));

        world.await(() -> assertThat(world.session(session.id()).progress())
                .isEqualTo(new Session.Progress("pulling_image", "Fetching the desktop.", 0.5)));
        agent.complete(start, ObservedState.RUNNING);
        assertThat(world.awaitState(session.id(), SessionState.RUNNING).progress())
                .isNull();
    }

    @Test
    void orphaned_commands_do_not_pile_up() {
        world.running(agent);
        world.pass(Duration.ofDays(15));
        world.await(() -> assertThat(
                        database.read("SELECT count(*) FROM agent_commands WHERE command_type = 'start_session'"))
                .isEqualTo("0"));
    }

    @Test
    void a_command_is_sent_though_the_answer_to_the_commit_that_marked_it_as_sent_was_lost() {
        var answers = new LostAnswers(
                database.dataSource(), sql -> sql.startsWith("update") && sql.contains("\"deliveries\""));
        var other = world.addHub("hub-2", settings -> settings, builder -> builder.dataSource(answers.dataSource()));
        world.hub().agents().register(World.ENROLMENT_KEY, "agent-2", "docker", null);
        var remote = world.scripted("agent-2").platform("docker");
        remote.link(new MemoryWire(other, "agent-2"));
        answers.loseNext();

        var session =
                world.hub().sessions().start(StartRequest.of("ada", "desk").onPlatform("docker"));

        remote.start();
        world.awaitState(session.id(), SessionState.RUNNING);
        assertThat(answers.lost()).isEqualTo(1);
    }
}
