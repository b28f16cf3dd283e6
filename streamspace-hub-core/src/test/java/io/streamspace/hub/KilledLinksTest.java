package io.streamspace.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamspace.hub.testing.HubTest;
import io.streamspace.hub.testing.ScriptedAgent;
import io.streamspace.hub.testing.SocketWire;
import io.streamspace.hub.testing.World;
import io.streamspace.protocol.AgentProtocol;
import io.streamspace.protocol.message.CommandAction;
import io.streamspace.protocol.message.ObservedState;
import io.streamspace.protocol.state.AgentState;
import io.streamspace.protocol.state.SessionState;
import io.streamspace.vnc.faults.FaultyProxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Links over sockets that die without a goodbye. */
class KilledLinksTest extends HubTest {
    private FaultyProxy network;
    private SocketWire wire;
    private ScriptedAgent agent;

    /** How a command stands at the moment of death. */
    enum Moment {
        PENDING,
        SENT,
        ACKNOWLEDGED
    }

    @BeforeEach
    void link() {
        int port = world.hub()
                .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .getPort();
        var key = world.hub().agents().register(World.ENROLMENT_KEY, "agent-1", "memory", "here");
        network = FaultyProxy.to(port);
        wire = new SocketWire(network.port(), AgentProtocol.LINK_PATH, "agent-1", key.agentKey());
        agent = world.scripted("agent-1");
        agent.link(wire);
    }

    @AfterEach
    void unplug() {
        wire.close();
        network.close();
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void a_command_outlives_the_death_of_its_link_at_every_moment(Moment moment) {
        if (moment == Moment.PENDING) {
            die();
        }
        var session = world.start();
        if (moment == Moment.PENDING) {
            world.await(() -> assertThat(world.session(session.id()).reason()).contains("no agent"));
        } else {
            var start = agent.awaitCommand(CommandAction.START_SESSION);
            if (moment == Moment.ACKNOWLEDGED) {
                agent.ack(start);
                world.awaitCommand(start.commandId(), "ack");
            }
            die();
            assertThat(world.command(start.commandId())).isEqualTo("pending");
        }

        var again = world.scripted("agent-1");
        again.link(wire);
        again.start();

        world.awaitState(session.id(), SessionState.RUNNING);
        assertThat(database.read("SELECT count(*) FROM agent_commands")).isEqualTo("1");
    }

    private void die() {
        network.reset();
        world.awaitAgent("agent-1", AgentState.OFFLINE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_session_runs_on_while_its_agents_link_is_dead(boolean halfOpen) {
        var session = world.running(agent);
        if (halfOpen) {
            network.halfOpenToServer();
        } else {
            die();
        }

        var again = world.scripted("agent-1");
        assertThat(again.link(wire, Inventories.running(session)).epoch()).isEqualTo(2);

        world.awaitAgent("agent-1", AgentState.ONLINE);
        assertThat(world.session(session.id())).isEqualTo(session);
        world.hub().sessions().terminate(session.id());
        again.complete(again.awaitCommand(CommandAction.STOP_SESSION), ObservedState.STOPPED);
        world.awaitState(session.id(), SessionState.TERMINATED);
    }

    @Test
    void a_hub_that_was_killed_finds_its_agents_offline_and_serves_them_again() {
        var session = world.running(agent);
        // What kill -9 leaves behind: the table says that the link is there.
        network.halfOpenToServer();
        var next = world.addHub("hub-1", settings -> settings);
        int port = next.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .getPort();
        assertThat(next.agents().find("agent-1").orElseThrow().state()).isEqualTo(AgentState.OFFLINE);

        var key = next.agents().rotateKey("agent-1").agentKey();
        try (var direct = new SocketWire(port, AgentProtocol.LINK_PATH, "agent-1", key)) {
            var again = world.scripted("agent-1");
            again.link(direct, Inventories.running(session));
            next.sessions().hibernate(session.id());
            again.complete(again.awaitCommand(CommandAction.HIBERNATE_SESSION), ObservedState.HIBERNATED);
            world.awaitState(session.id(), SessionState.HIBERNATED);
        }
    }
}
