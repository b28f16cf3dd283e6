package io.streamspace.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamspace.hub.testing.HubTest;
import io.streamspace.hub.testing.ScriptedAgent;
import io.streamspace.protocol.message.AgentStatus;
import io.streamspace.protocol.message.CommandAction;
import io.streamspace.protocol.message.CommandComplete;
import io.streamspace.protocol.message.InventoryEntry;
import io.streamspace.protocol.message.InventoryVerdict;
import io.streamspace.protocol.message.InventoryVerdict.Verdict;
import io.streamspace.protocol.message.ObservedState;
import io.streamspace.protocol.state.AgentState;
import io.streamspace.protocol.state.SessionState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the agent holds against what the hub believes. */
class InventoryTest extends HubTest {
    private ScriptedAgent agent;

    @BeforeEach
    void link() {
        agent = world.agent("agent-1");
    }

    private void unlink() {
        agent.close();
        world.awaitAgent("agent-1", AgentState.OFFLINE);
        world.pass(Duration.ofMinutes(1));
    }

    private InventoryVerdict linkWith(InventoryEntry entry) {
        agent = world.scripted("agent-1");
        var verdicts = agent.link(world.wire("agent-1"), entry).inventory();
        assertThat(verdicts).hasSize(1);
        return verdicts.getFirst();
    }

    @Test
    void what_is_as_expected_is_kept_under_the_hubs_generation() {
        var session = world.running(agent);
        unlink();
        var afterRestart = new InventoryEntry(session.id(), 0, ObservedState.RUNNING, session.handle());
        assertThat(linkWith(afterRestart))
                .isEqualTo(new InventoryVerdict(session.id(), session.generation(), Verdict.KEEP));
    }

    @Test
    void what_nobody_knows_is_removed() {
        var stranger = new InventoryEntry("sess-stranger", 3, ObservedState.RUNNING, "h");
        unlink();
        assertThat(linkWith(stranger).verdict()).isEqualTo(Verdict.REMOVE);
    }

    @Test
    void what_belongs_to_another_agent_is_removed() {
        var session = world.running(agent);
        var other = world.agent("agent-2");
        other.close();
        world.awaitAgent("agent-2", AgentState.OFFLINE);
        var again = world.scripted("agent-2");
        var welcome = again.link(world.wire("agent-2"), Inventories.running(session));
        assertThat(welcome.inventory().getFirst().verdict()).isEqualTo(Verdict.REMOVE);
        assertThat(world.session(session.id()).state()).isEqualTo(SessionState.RUNNING);
    }

    @Test
    void what_was_hibernated_behind_the_hubs_back_is_adopted() {
        var session = world.running(agent);
        unlink();
        assertThat(linkWith(Inventories.entry(session, ObservedState.HIBERNATED))
                        .verdict())
                .isEqualTo(Verdict.ADOPT);
        assertThat(world.session(session.id()).state()).isEqualTo(SessionState.HIBERNATED);
    }

    @Test
    void what_is_broken_fails_and_is_removed() {
        var session = world.running(agent);
        unlink();
        assertThat(linkWith(Inventories.entry(session, ObservedState.FAILED)).verdict())
                .isEqualTo(Verdict.REMOVE);
        assertThat(world.session(session.id()).state()).isEqualTo(SessionState.FAILED);
    }

    @Test
    void a_session_that_the_agent_lost_fails_with_a_reason() {
        var session = world.running(agent);
        unlink();

        world.scripted("agent-1").link(world.wire("agent-1"));

        var failed = world.awaitState(session.id(), SessionState.FAILED);
        assertThat(failed.error()).extracting(Session.Failure::code).isEqualTo("desktop_gone");
        assertThat(failed.reason()).contains("Start it again");
    }

    @Test
    void a_session_that_is_younger_than_the_inventory_is_asked_for_and_not_failed() {
        var session = world.running(agent);
        agent.close();
        world.awaitAgent("agent-1", AgentState.OFFLINE);

        var again = world.scripted("agent-1");
        again.link(world.wire("agent-1"));

        var look = again.awaitCommand(CommandAction.GET_SESSION);
        again.complete(look, ObservedState.RUNNING);
        world.awaitCommand(look.commandId(), "completed");
        assertThat(world.session(session.id()).state()).isEqualTo(SessionState.RUNNING);
    }

    @Test
    void a_start_that_was_done_before_the_agent_died_is_seen_at_once() {
        var session = world.start();
        agent.awaitCommand(CommandAction.START_SESSION);
        unlink();

        var starting = world.session(session.id());
        assertThat(linkWith(new InventoryEntry(session.id(), starting.generation(), ObservedState.RUNNING, "h"))
                        .verdict())
                .isEqualTo(Verdict.ADOPT);

        assertThat(world.session(session.id()).state()).isEqualTo(SessionState.RUNNING);
        agent.complete(agent.awaitCommand(CommandAction.START_SESSION), ObservedState.RUNNING);
    }

    @Test
    void an_event_that_the_agent_missed_is_found_by_the_list_that_the_hub_asks_for() {
        var session = world.running(agent);
        var other = world.running(agent);
        for (int i = 0; i < 6; i++) {
            agent.heartbeat(AgentStatus.ONLINE);
            world.pass(Duration.ofSeconds(55));
        }
        var list = agent.awaitCommand(CommandAction.LIST_SESSIONS);

        var stray = new InventoryEntry("sess-stray", 1, ObservedState.RUNNING, null);
        agent.send(new CommandComplete(list.commandId(), null, List.of(Inventories.running(other), stray)));

        world.awaitState(session.id(), SessionState.FAILED);
        assertThat(world.session(other.id()).state()).isEqualTo(SessionState.RUNNING);
        var removed =
                List.of(agent.awaitCommand(CommandAction.STOP_SESSION), agent.awaitCommand(CommandAction.STOP_SESSION));
        assertThat(removed)
                .extracting(command -> command.sessionId())
                .containsExactlyInAnyOrder(session.id(), "sess-stray");
    }

    @Test
    void an_evicted_pod_is_noticed_by_the_agents_status() {
        var session = world.running(agent);

        agent.status(session.id(), session.generation(), ObservedState.STOPPED, "The pod was evicted.");

        var failed = world.awaitState(session.id(), SessionState.FAILED);
        assertThat(failed.error()).isEqualTo(new Session.Failure("desktop_gone", "The pod was evicted."));
    }

    @Test
    void a_report_of_an_older_generation_does_not_count_but_is_looked_into() {
        var session = world.running(agent);
        world.hub().sessions().hibernate(session.id());
        agent.failCommand(agent.awaitCommand(CommandAction.HIBERNATE_SESSION), "busy", "Busy.");
        world.awaitState(session.id(), SessionState.RUNNING);
        var look = agent.awaitCommand(CommandAction.GET_SESSION);
        agent.complete(look, ObservedState.RUNNING);
        world.awaitCommand(look.commandId(), "completed");

        agent.status(session.id(), session.generation(), ObservedState.STOPPED, "Evicted.");

        var second = agent.awaitCommand(CommandAction.GET_SESSION);
        assertThat(world.session(session.id()).state()).isEqualTo(SessionState.RUNNING);
        agent.complete(second, ObservedState.STOPPED);
        world.awaitState(session.id(), SessionState.FAILED);
    }

    @Test
    void a_stop_whose_time_ran_out_is_given_anew_when_the_agent_brings_the_session_back() {
        var session = world.running(agent);
        agent.close();
        world.awaitAgent("agent-1", AgentState.OFFLINE);
        world.hub().sessions().terminate(session.id());
        var first = world.database().read("SELECT command_id FROM agent_commands WHERE command_type = 'stop_session'");
        world.pass(HubSettings.builder().build().commandTimeout().plusSeconds(1));
        world.awaitCommand(first, "timeout");

        assertThat(linkWith(Inventories.running(session)).verdict()).isEqualTo(Verdict.KEEP);

        var open =
                "SELECT count(*) FROM agent_commands WHERE command_type = 'stop_session' AND status IN ('pending', 'sent')";
        assertThat(world.database().read(open)).isEqualTo("1");
        agent.complete(agent.awaitCommand(CommandAction.STOP_SESSION), ObservedState.STOPPED);
        world.awaitState(session.id(), SessionState.TERMINATED);
    }
}
