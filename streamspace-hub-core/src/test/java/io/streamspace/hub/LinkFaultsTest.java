package io.streamspace.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamspace.hub.testing.HubTest;
import io.streamspace.hub.testing.MemoryWire;
import io.streamspace.hub.testing.ScriptedAgent;
import io.streamspace.hub.testing.World;
import io.streamspace.protocol.AgentProtocol;
import io.streamspace.protocol.CloseCode;
import io.streamspace.protocol.message.AgentStatus;
import io.streamspace.protocol.message.CommandAction;
import io.streamspace.protocol.message.ErrorReport;
import io.streamspace.protocol.message.ObservedState;
import io.streamspace.protocol.message.Ping;
import io.streamspace.protocol.message.Pong;
import io.streamspace.protocol.message.Shutdown;
import io.streamspace.protocol.state.AgentState;
import io.streamspace.protocol.state.SessionState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What goes wrong with links. */
class LinkFaultsTest extends HubTest {
    private ScriptedAgent enrolled(String id) {
        world.hub().agents().register(World.ENROLMENT_KEY, id, "memory", "here");
        return world.scripted(id);
    }

    @Test
    void a_connection_on_which_no_hello_comes_is_closed_after_ten_seconds() {
        var agent = enrolled("agent-1").open(world.wire("agent-1"));
        world.time().advance(AgentProtocol.HANDSHAKE_TIMEOUT.minusMillis(1));
        assertThat(agent.isClosed()).isFalse();

        world.time().advance(Duration.ofMillis(1));

        assertThat(agent.awaitClosed().code()).isEqualTo(CloseCode.HELLO_TIMEOUT.number());
    }

    @Test
    void before_the_hello_only_signs_of_life_are_allowed() {
        var agent = enrolled("agent-1").open(world.wire("agent-1"));

        agent.send(new Ping(3));
        assertThat(agent.await(Pong.class).nonce()).isEqualTo(3);
        agent.heartbeat(AgentStatus.ONLINE);

        var error = agent.await(ErrorReport.class);
        assertThat(error.code()).isEqualTo("unexpected_message");
        assertThat(error.answeredType()).isEqualTo("heartbeat");
    }

    @Test
    void a_second_hello_is_answered_with_an_error_and_changes_nothing() {
        var agent = world.agent("agent-1");
        agent.hello();
        assertThat(agent.await(ErrorReport.class).code()).isEqualTo("unexpected_message");
        assertThat(world.hub().agents().find("agent-1").orElseThrow().epoch()).isEqualTo(1);
    }

    @Test
    void an_agent_of_a_version_that_is_not_served_is_told_which_side_to_upgrade() {
        var agent = enrolled("agent-1").version(9).open(world.wire("agent-1"));
        agent.hello();

        assertThat(agent.await(ErrorReport.class).message()).contains("Upgrade the hub");
        assertThat(agent.awaitClosed().code()).isEqualTo(CloseCode.VERSION_UNSUPPORTED.number());
    }

    @Test
    void a_hello_under_another_agents_name_is_refused() {
        enrolled("agent-2");
        enrolled("agent-1");
        var agent = world.scripted("agent-2").open(world.wire("agent-1"));
        agent.hello();
        assertThat(agent.awaitClosed().code()).isEqualTo(CloseCode.AGENT_PROTOCOL_ERROR.number());
    }

    @Test
    void a_deposed_leader_is_refused_and_cannot_take_the_link_back() {
        var leader = enrolled("agent-1").term(7);
        leader.link(world.wire("agent-1"));

        var deposed = world.scripted("agent-1").term(6).open(world.wire("agent-1"));
        deposed.hello();

        assertThat(deposed.awaitClosed().code()).isEqualTo(CloseCode.TERM_STALE.number());
        assertThat(leader.isClosed()).isFalse();
        var next = world.scripted("agent-1").term(8);
        assertThat(next.link(world.wire("agent-1")).epoch()).isEqualTo(2);
        assertThat(leader.awaitClosed().code()).isEqualTo(CloseCode.SUPERSEDED.number());
    }

    @Test
    void the_old_connections_clean_up_does_not_kill_the_new_one() {
        var old = world.agent("agent-1");
        var session = world.running(old);
        var present = world.scripted("agent-1");
        present.link(world.wire("agent-1"), Inventories.running(session));

        assertThat(old.awaitClosed().code()).isEqualTo(CloseCode.SUPERSEDED.number());

        world.pass(Duration.ofSeconds(2));
        world.awaitAgent("agent-1", AgentState.ONLINE);
        world.hub().sessions().hibernate(session.id());
        present.complete(present.awaitCommand(CommandAction.HIBERNATE_SESSION), ObservedState.HIBERNATED);
        world.awaitState(session.id(), SessionState.HIBERNATED);
    }

    @Test
    void what_an_old_link_says_late_has_no_effect() {
        var old = world.agent("agent-1");
        var session = world.start();
        var start = old.awaitCommand(CommandAction.START_SESSION);
        database.execute("UPDATE agents SET epoch = epoch + 1");

        old.complete(start, ObservedState.RUNNING);

        assertThat(old.awaitClosed().code()).isEqualTo(CloseCode.SUPERSEDED.number());
        assertThat(world.session(session.id()).state()).isEqualTo(SessionState.STARTING);
    }

    @Test
    void a_link_that_another_replica_superseded_is_closed_here() {
        var old = world.agent("agent-1");
        var other = world.addHub("hub-2", settings -> settings);
        var present = world.scripted("agent-1");
        present.link(new MemoryWire(other, "agent-1"));

        world.pass(Duration.ofSeconds(2));

        assertThat(old.awaitClosed().code()).isEqualTo(CloseCode.SUPERSEDED.number());
        assertThat(present.isClosed()).isFalse();
        world.awaitAgent("agent-1", AgentState.ONLINE);
    }

    @Test
    void a_half_open_link_is_noticed_within_two_heartbeats() {
        var agent = world.agent("agent-1");
        world.time().advance(Duration.ofSeconds(45));
        assertThat(agent.isClosed()).isFalse();

        world.time().advance(Duration.ofSeconds(16));

        assertThat(agent.awaitClosed().code()).isEqualTo(CloseCode.HEARTBEAT_TIMEOUT.number());
        world.awaitAgent("agent-1", AgentState.OFFLINE);
    }

    @Test
    void heartbeats_keep_a_link_and_reach_the_agents_status() {
        var agent = world.agent("agent-1");
        for (int i = 0; i < 6; i++) {
            world.time().advance(Duration.ofSeconds(30));
            agent.heartbeat(i % 2 == 0 ? AgentStatus.WARNING : AgentStatus.ONLINE);
            world.awaitAgent("agent-1", i % 2 == 0 ? AgentState.WARNING : AgentState.ONLINE);
        }
        assertThat(agent.isClosed()).isFalse();
        assertThat(world.hub().agents().find("agent-1").orElseThrow().lastHeartbeat())
                .isAfter(world.time().instant().minusSeconds(5));
    }

    @Test
    void an_agent_whose_replica_died_counts_as_offline_after_the_time_out() {
        world.agent("agent-1");
        database.execute("UPDATE agents SET replica_id = 'hub-dead', epoch = epoch + 1");

        world.pass(Duration.ofSeconds(91));

        world.awaitAgent("agent-1", AgentState.OFFLINE);
    }

    @Test
    void a_link_whose_heartbeats_could_not_be_written_does_not_count_as_silent() {
        var agent = world.agent("agent-1");
        var start = world.start();
        var command = agent.awaitCommand(CommandAction.START_SESSION);
        database.execute("UPDATE agents SET last_heartbeat = last_heartbeat - interval '1 hour'");

        assertThat(agent.drain()).isEmpty();

        world.awaitAgent("agent-1", AgentState.ONLINE);
        assertThat(world.command(command.commandId())).isEqualTo("sent");
        agent.complete(command, ObservedState.RUNNING);
        world.awaitState(start.id(), SessionState.RUNNING);
    }

    @Test
    void an_agent_that_was_removed_is_closed_and_its_sessions_fail_with_the_reason() {
        var agent = world.agent("agent-1");
        var session = world.running(agent);

        world.hub().agents().remove("agent-1");

        assertThat(agent.awaitClosed().code()).isEqualTo(CloseCode.AGENT_REMOVED.number());
        var failed = world.awaitState(session.id(), SessionState.FAILED);
        assertThat(failed.error()).extracting(Session.Failure::code).isEqualTo("agent_removed");
        assertThat(failed.agentId()).isNull();
        assertThat(world.hub().sessions().terminate(session.id()).state()).isEqualTo(SessionState.TERMINATED);
    }

    @Test
    void a_draining_agent_keeps_its_sessions_and_gets_no_new_ones_whatever_it_says_of_itself() {
        var agent = world.agent("agent-1");
        var session = world.running(agent);

        assertThat(world.hub().agents().drain("agent-1", true).state()).isEqualTo(AgentState.DRAINING);
        agent.heartbeat(AgentStatus.ONLINE);
        var waiting = world.start();
        world.pass(Duration.ofSeconds(2));

        world.awaitAgent("agent-1", AgentState.DRAINING);
        assertThat(world.session(session.id()).state()).isEqualTo(SessionState.RUNNING);
        assertThat(world.session(waiting.id()).state()).isEqualTo(SessionState.PENDING);

        world.hub().agents().drain("agent-1", false);
        agent.start();
        world.awaitState(waiting.id(), SessionState.RUNNING);
    }

    @Test
    void an_agent_that_floods_the_hub_loses_its_link_and_not_the_hubs_memory() {
        var agent = world.agent("agent-1");
        database.execute("SELECT 1");
        for (int i = 0; i < 200_000 && !agent.isClosed(); i++) {
            agent.heartbeat(AgentStatus.ONLINE);
        }
        assertThat(agent.awaitClosed().code()).isEqualTo(CloseCode.AGENT_PROTOCOL_ERROR.number());
    }

    @Test
    void a_hub_that_closes_tells_its_agents_to_come_back_at_different_times() {
        var agent = world.agent("agent-1");
        world.hub().close();

        assertThat(agent.await(Shutdown.class).reconnectAfterMs()).isBetween(0L, 3000L);
        assertThat(agent.awaitClosed().code()).isEqualTo(CloseCode.HUB_SHUTDOWN.number());
        assertThat(database.read("SELECT status FROM agents")).isEqualTo("offline");
        assertThat(database.read("SELECT websocket_conn_id FROM agents")).isEqualTo("null");
    }
}
