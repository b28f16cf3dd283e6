package io.streamspace.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamspace.hub.testing.HubTest;
import io.streamspace.hub.testing.SocketWire;
import io.streamspace.hub.testing.World;
import io.streamspace.protocol.AgentProtocol;
import io.streamspace.protocol.CloseCode;
import io.streamspace.protocol.message.CommandAction;
import io.streamspace.protocol.message.ErrorReport;
import io.streamspace.protocol.message.ObservedState;
import io.streamspace.protocol.message.Ping;
import io.streamspace.protocol.message.Pong;
import io.streamspace.protocol.state.AgentState;
import io.streamspace.protocol.state.SessionState;
import io.streamspace.vnc.ws.WebSocketDialException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkOverSocketsTest extends HubTest {
    private int port;
    private String key;

    @BeforeEach
    void open() {
        port = world.hub()
                .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .getPort();
        key = world.hub()
                .agents()
                .register(World.ENROLMENT_KEY, "agent-1", "memory", "here")
                .agentKey();
    }

    @ParameterizedTest
    @ValueSource(strings = {AgentProtocol.LINK_PATH, "/agent/ws", "/api/v1/agents/hub"})
    void an_agent_links_runs_a_session_and_leaves_under_each_of_the_paths(String path) {
        try (var wire = new SocketWire(port, path, "agent-1", key)) {
            var agent = world.scripted("agent-1");
            var welcome = agent.link(wire);
            assertThat(welcome.epoch()).isEqualTo(1);
            assertThat(welcome.replicaId()).isEqualTo("hub-1");

            var session = world.running(agent);
            world.hub().sessions().terminate(session.id());
            agent.complete(agent.awaitCommand(CommandAction.STOP_SESSION), ObservedState.STOPPED);
            world.awaitState(session.id(), SessionState.TERMINATED);

            agent.send(new Ping(7));
            assertThat(agent.await(Pong.class).nonce()).isEqualTo(7);
            agent.close();
            world.awaitAgent("agent-1", AgentState.OFFLINE);
        }
    }

    @Test
    void a_key_that_is_not_the_agents_own_is_refused() {
        var other = world.hub()
                .agents()
                .register(World.ENROLMENT_KEY, "agent-2", "memory", "here")
                .agentKey();
        assertRefused(other, 401);
        assertRefused("guess", 401);
        assertRefused(World.ENROLMENT_KEY, 401);
    }

    private void assertRefused(String wrong, int status) {
        try (var wire = new SocketWire(port, AgentProtocol.LINK_PATH, "agent-1", wrong)) {
            assertThatThrownBy(() -> wire.open(world.scripted("agent-1")))
                    .cause()
                    .isInstanceOfSatisfying(WebSocketDialException.class, e -> {
                        assertThat(e.httpStatus()).isEqualTo(status);
                        assertThat(e.refusalCode()).isEqualTo("unauthorized");
                        assertThat(e.getMessage())
                                .contains("Enrol the agent again")
                                .doesNotContain("Exception");
                    });
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "nonsense",
                "[]",
                "{}",
                "{\"type\":\"hello\"}",
                "{\"type\":\"hello\",\"payload\":{}}",
                "{\"type\":\"shell\",\"payload\":{\"command\":\"id\"}}",
                "{\"type\":\"welcome\",\"payload\":{}}",
                "{\"type\":\"complete\",\"payload\":{\"command_id\":\"x\",\"sessions\":[]}}"
            })
    void garbage_is_answered_with_an_error_and_the_link_goes_on(String garbage) {
        try (var wire = new SocketWire(port, AgentProtocol.LINK_PATH, "agent-1", key)) {
            var agent = world.scripted("agent-1");
            agent.link(wire);

            agent.sendText(garbage);

            var error = agent.await(ErrorReport.class);
            assertThat(error.message()).doesNotContain("Exception", "io.streamspace", "\tat ");
            assertThat(agent.isClosed()).isFalse();
            world.running(agent);
        }
    }

    @Test
    void an_agent_that_sends_nothing_but_garbage_is_closed_with_a_code() {
        try (var wire = new SocketWire(port, AgentProtocol.LINK_PATH, "agent-1", key)) {
            var agent = world.scripted("agent-1");
            agent.open(wire);

            for (int i = 0; i < 16; i++) {
                agent.sendText("{\"type\":" + i);
            }

            var closed = agent.awaitClosed();
            assertThat(closed.code()).isEqualTo(CloseCode.AGENT_PROTOCOL_ERROR.number());
        }
    }
}
