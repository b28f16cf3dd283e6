package io.streamspace.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamspace.hub.testing.HubTest;
import io.streamspace.hub.testing.ScriptedAgent;
import io.streamspace.protocol.message.AgentStatus;
import io.streamspace.protocol.message.Capacity;
import io.streamspace.protocol.message.Command;
import io.streamspace.protocol.message.CommandAction;
import io.streamspace.protocol.message.CommandError;
import io.streamspace.protocol.message.ObservedState;
import io.streamspace.protocol.state.SessionState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Rule P-4.12: what an agent refuses goes elsewhere. */
class RefusedStartTest extends HubTest {
    private static final Duration HEARTBEAT = Duration.ofSeconds(20);
    /** So many heartbeats are just less than the ten minutes that a session may wait; one more is beyond. */
    private static final int ENOUGH = 29;

    @Test
    void a_start_that_an_agent_has_no_room_for_is_placed_on_another() {
        // It has the first turn, since it has more room by the hub's books.
        var full = world.agent(world.scripted("agent-1").capacity(new Capacity(20, 0, 0)), "agent-1", "memory");
        var other = world.agent("agent-2");
        world.start();
        var session = world.session(
                String.valueOf(refuse(full, CommandError.NO_CAPACITY).sessionId()));

        other.start();

        var running = world.awaitState(session.id(), SessionState.RUNNING);
        assertThat(running.agentId()).isEqualTo("agent-2");
        assertThat(running.error()).isNull();
        assertThat(full.drain()).isEmpty();
    }

    @Test
    void it_waits_and_says_why_until_the_only_agent_says_that_it_has_room() {
        var agent = world.agent("agent-1");
        var session = world.start();
        refuse(agent, CommandError.NO_CAPACITY);

        world.await(() -> assertThat(world.session(session.id()).reason()).contains("are full"));
        agent.heartbeat(AgentStatus.ONLINE, 10);
        assertThat(agent.drain()).isEmpty();
        assertThat(world.session(session.id()).state()).isEqualTo(SessionState.PENDING);

        agent.heartbeat(AgentStatus.ONLINE, 9);
        agent.start();
        world.awaitState(session.id(), SessionState.RUNNING);
    }

    @Test
    void a_start_that_a_draining_agent_refuses_waits_for_the_end_of_the_drain() {
        var agent = world.agent("agent-1");
        var session = world.start();
        refuse(agent, CommandError.AGENT_DRAINING);
        agent.heartbeat(AgentStatus.DRAINING);

        world.await(() -> assertThat(world.session(session.id()).reason()).contains("no agent of platform"));
        agent.heartbeat(AgentStatus.ONLINE);
        agent.start();
        world.awaitState(session.id(), SessionState.RUNNING);
    }

    @Test
    void an_agent_that_links_anew_is_asked_again() {
        var agent = world.agent("agent-1");
        var session = world.start();
        refuse(agent, CommandError.NO_CAPACITY);
        world.await(() -> assertThat(world.session(session.id()).reason()).contains("are full"));

        var again = world.scripted("agent-1");
        again.link(world.wire("agent-1"));
        again.start();
        world.awaitState(session.id(), SessionState.RUNNING);
    }

    @Test
    void agents_that_refuse_again_and_again_do_not_make_it_wait_for_ever() {
        var agent = world.agent("agent-1");
        var session = world.start();
        for (int i = 0; i < ENOUGH; i++) {
            refuse(agent, CommandError.NO_CAPACITY);
            world.awaitState(session.id(), SessionState.PENDING);
            world.pass(HEARTBEAT);
            agent.heartbeat(AgentStatus.ONLINE);
        }
        refuse(agent, CommandError.NO_CAPACITY);
        world.awaitState(session.id(), SessionState.PENDING);
        world.pass(HEARTBEAT);
        assertThat(world.awaitState(session.id(), SessionState.FAILED).error())
                .extracting(Session.Failure::code)
                .isEqualTo("no_agent");
    }

    @Test
    void a_refusal_that_comes_after_the_session_was_ended_changes_nothing() {
        var agent = world.agent("agent-1");
        var session = world.start();
        var start = agent.awaitCommand(CommandAction.START_SESSION);
        world.hub().sessions().terminate(session.id());
        var stop = agent.awaitCommand(CommandAction.STOP_SESSION);

        agent.failCommand(start, CommandError.NO_CAPACITY, "Full.");
        agent.complete(stop, ObservedState.STOPPED);

        world.awaitState(session.id(), SessionState.TERMINATED);
    }

    @Test
    void nothing_is_woken_on_an_agent_that_refuses() {
        var agent = world.agent("agent-1");
        var asleep = world.running(agent);
        world.hub().sessions().hibernate(asleep.id());
        agent.complete(agent.awaitCommand(CommandAction.HIBERNATE_SESSION), ObservedState.HIBERNATED);
        world.awaitState(asleep.id(), SessionState.HIBERNATED);
        var session = world.start();
        refuse(agent, CommandError.NO_CAPACITY);
        world.awaitState(session.id(), SessionState.PENDING);

        assertThatThrownBy(() -> world.hub().sessions().wake(asleep.id()))
                .isInstanceOfSatisfying(
                        HubException.class, e -> assertThat(e.code()).isEqualTo(HubException.Code.AGENT_BUSY));
    }

    private static Command refuse(ScriptedAgent agent, String code) {
        var start = agent.awaitCommand(CommandAction.START_SESSION);
        agent.ack(start);
        agent.failCommand(start, code, "It runs all that it may.");
        return start;
    }
}
