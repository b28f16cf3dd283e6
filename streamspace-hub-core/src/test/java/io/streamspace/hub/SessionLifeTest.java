package io.streamspace.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamspace.hub.testing.HubTest;
import io.streamspace.hub.testing.ScriptedAgent;
import io.streamspace.protocol.message.CommandAction;
import io.streamspace.protocol.message.CommandPayload;
import io.streamspace.protocol.message.ObservedState;
import io.streamspace.protocol.state.SessionState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionLifeTest extends HubTest {
    private ScriptedAgent agent;

    @BeforeEach
    void open() {
        agent = world.agent("agent-1");
    }

    @Test
    void a_session_starts_runs_and_is_terminated() {
        var asked = world.start();
        assertThat(asked.state()).isEqualTo(SessionState.PENDING);
        assertThat(asked.id()).startsWith("sess-");

        var start = agent.awaitCommand(CommandAction.START_SESSION);
        var spec = ((CommandPayload.StartSession) start.payload()).spec();
        assertThat(spec.template()).isEqualTo("desk");
        assertThat(spec.user()).isEqualTo("ada");
        agent.ack(start);
        agent.complete(start, ObservedState.RUNNING);
        var running = world.awaitState(asked.id(), SessionState.RUNNING);
        assertThat(running.agentId()).isEqualTo("agent-1");
        assertThat(running.handle()).isEqualTo("handle-of-" + asked.id());
        assertThat(running.actions()).contains(SessionAction.OPEN, SessionAction.HIBERNATE, SessionAction.TERMINATE);

        world.hub().sessions().terminate(asked.id());
        var stop = agent.awaitCommand(CommandAction.STOP_SESSION);
        assertThat(stop.generation()).isGreaterThan(start.generation());
        agent.complete(stop, ObservedState.STOPPED);
        var over = world.awaitState(asked.id(), SessionState.TERMINATED);
        assertThat(over.error()).isNull();
        assertThat(over.actions()).isEmpty();
    }

    @Test
    void a_session_hibernates_and_wakes() {
        var session = world.running(agent);

        world.hub().sessions().hibernate(session.id());
        agent.complete(agent.awaitCommand(CommandAction.HIBERNATE_SESSION), ObservedState.HIBERNATED);
        assertThat(world.awaitState(session.id(), SessionState.HIBERNATED).desired())
                .isEqualTo(DesiredState.HIBERNATED);

        world.hub().sessions().wake(session.id());
        var wake = agent.awaitCommand(CommandAction.WAKE_SESSION);
        assertThat(((CommandPayload.WakeSession) wake.payload()).handle()).isEqualTo("handle-of-" + session.id());
        agent.complete(wake, ObservedState.RUNNING);
        assertThat(world.awaitState(session.id(), SessionState.RUNNING).generation())
                .isEqualTo(3);
    }
}
