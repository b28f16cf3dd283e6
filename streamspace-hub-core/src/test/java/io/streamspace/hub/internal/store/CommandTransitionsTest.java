package io.streamspace.hub.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamspace.hub.Session;
import io.streamspace.hub.testing.HubTest;
import io.streamspace.protocol.message.CommandPayload;
import io.streamspace.protocol.state.AgentEvent;
import io.streamspace.protocol.state.AgentLifecycle;
import io.streamspace.protocol.state.AgentState;
import io.streamspace.protocol.state.CommandEvent;
import io.streamspace.protocol.state.CommandLifecycle;
import io.streamspace.protocol.state.CommandState;
import io.streamspace.protocol.state.SessionEvent;
import io.streamspace.protocol.state.SessionState;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Visits every state of commands and agents with every event, on real rows. */
class CommandTransitionsTest extends HubTest {
    private Database store;

    @BeforeEach
    void open() {
        store = new Database(
                database.dataSource(),
                world.time(),
                new Random(1),
                pause -> {},
                Duration.ZERO,
                new Deadlines(Duration.ofMinutes(10), Duration.ofMinutes(5)),
                new Signals());
        world.agent("agent-1");
        // Nobody but the test is to move anything.
        world.hub().close();
        store.run(tx -> tx.commands()
                .queue("cmd-1", "agent-1", null, 0, new CommandPayload.StopSession("h"), Duration.ofMinutes(5)));
    }

    static Stream<Arguments> everyCommandStateWithEveryEvent() {
        return Arrays.stream(CommandState.values())
                .flatMap(state -> Arrays.stream(CommandEvent.values()).map(event -> Arguments.of(state, event)));
    }

    @ParameterizedTest
    @MethodSource("everyCommandStateWithEveryEvent")
    void a_commands_event_does_what_the_table_says(CommandState state, CommandEvent event) {
        database.execute("UPDATE agent_commands SET status = '" + state.wireName() + "'");

        boolean moved = store.call(tx -> {
            var command = tx.commands().find("cmd-1").orElseThrow();
            var transition = Transition.ofCommand(command.state(), event);
            transition.ifPresent(legal -> tx.commands().move(command, legal));
            return transition.isPresent();
        });

        var expected = CommandLifecycle.TABLE.next(state, event);
        assertThat(moved).isEqualTo(expected.isPresent());
        assertThat(world.command("cmd-1")).isEqualTo(expected.orElse(state).wireName());
    }

    static Stream<Arguments> everyAgentStateWithEveryEvent() {
        return Arrays.stream(AgentState.values())
                .flatMap(state -> Arrays.stream(AgentEvent.values()).map(event -> Arguments.of(state, event)));
    }

    @ParameterizedTest
    @MethodSource("everyAgentStateWithEveryEvent")
    void an_agents_event_does_what_the_table_says(AgentState state, AgentEvent event) {
        database.execute("UPDATE agents SET status = '" + state.wireName() + "'");

        store.run(tx -> {
            var agent = tx.agents().get("agent-1");
            Transition.ofAgent(state, event).ifPresent(transition -> tx.agents().move(agent, transition));
        });

        assertThat(world.hub().agents().find("agent-1").orElseThrow().state())
                .isEqualTo(AgentLifecycle.TABLE.next(state, event).orElse(state));
    }

    @Test
    void a_null_error_message_is_read_as_none() {
        var command = store.call(tx -> tx.commands().find("cmd-1").orElseThrow());
        store.run(tx -> tx.commands().outcome(command, null, null));
        store.run(tx -> tx.commands().outcome(command, null, new Session.Failure("broken", "It broke.")));
        assertThat(database.read("SELECT error_message FROM agent_commands")).isEqualTo("It broke.");
        var again = store.call(tx -> tx.commands().find("cmd-1").orElseThrow());
        assertThat(again).isEqualTo(command);
    }

    @Test
    void a_transition_cannot_be_applied_to_a_session_in_another_state() {
        var session = world.start();
        var running = Transition.ofSession(SessionState.STARTING, SessionEvent.OBSERVED_RUNNING)
                .orElseThrow();
        assertThatThrownBy(() -> store.run(
                        tx -> tx.sessions().move(tx.sessions().get(session.id()), running, new SessionPatch())))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
