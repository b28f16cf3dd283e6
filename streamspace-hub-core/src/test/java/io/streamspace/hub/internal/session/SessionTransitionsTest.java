package io.streamspace.hub.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamspace.hub.StartRequest;
import io.streamspace.hub.internal.Ids;
import io.streamspace.hub.internal.store.Database;
import io.streamspace.hub.internal.store.Deadlines;
import io.streamspace.hub.internal.store.SessionPatch;
import io.streamspace.hub.internal.store.Signals;
import io.streamspace.hub.internal.store.StoredCommand;
import io.streamspace.hub.testing.HubTest;
import io.streamspace.protocol.message.CommandAction;
import io.streamspace.protocol.state.SessionEvent;
import io.streamspace.protocol.state.SessionLifecycle;
import io.streamspace.protocol.state.SessionState;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Visits every state with every event, on a real row of the table. */
class SessionTransitionsTest extends HubTest {
    private static final Duration COMMAND_TIMEOUT = Duration.ofMinutes(5);

    private Database store;
    private SessionFlow flow;

    @BeforeEach
    void open() {
        store = new Database(
                database.dataSource(),
                world.time(),
                new Random(1),
                pause -> {},
                Duration.ZERO,
                new Deadlines(Duration.ofMinutes(10), COMMAND_TIMEOUT),
                new Signals());
        flow = new SessionFlow(new Ids(new Random(2)), COMMAND_TIMEOUT);
        world.agent("agent-1");
        // Nobody but the test is to move sessions.
        world.hub().close();
    }

    static Stream<Arguments> everyStateWithEveryEvent() {
        return Arrays.stream(SessionState.values())
                .flatMap(state -> Arrays.stream(SessionEvent.values()).map(event -> Arguments.of(state, event)));
    }

    @ParameterizedTest
    @MethodSource("everyStateWithEveryEvent")
    void an_event_does_what_the_table_says_and_queues_what_follows(SessionState state, SessionEvent event) {
        var id = sessionIn(state);
        long version = version(id);
        var expected = SessionLifecycle.TABLE.next(state, event);

        boolean happened = store.call(tx -> {
            var patch = event == SessionEvent.PLACED
                    ? new SessionPatch().placedOn("agent-1", "memory", "here")
                    : new SessionPatch();
            return flow.on(tx, tx.sessions().get(id), event, patch).isPresent();
        });

        assertThat(happened).isEqualTo(expected.isPresent());
        assertThat(world.session(id).state()).isEqualTo(expected.orElse(state));
        if (expected.isEmpty()) {
            assertThat(version(id)).isEqualTo(version);
        }
        assertThat(queued(id))
                .isEqualTo(expected.flatMap(to -> followUp(state, event, to)).stream()
                        .toList());
        assertDeadline(id, state, expected);
    }

    private static Optional<CommandAction> followUp(SessionState from, SessionEvent event, SessionState to) {
        boolean givenUp = event == SessionEvent.COMMAND_FAILED || event == SessionEvent.DEADLINE_PASSED;
        return switch (to) {
            case STARTING -> Optional.of(CommandAction.START_SESSION);
            case HIBERNATING -> Optional.of(CommandAction.HIBERNATE_SESSION);
            case WAKING -> Optional.of(CommandAction.WAKE_SESSION);
            case RUNNING, HIBERNATED -> givenUp ? Optional.of(CommandAction.GET_SESSION) : Optional.empty();
            case TERMINATING ->
                from == SessionState.TERMINATING ? Optional.empty() : Optional.of(CommandAction.STOP_SESSION);
            case FAILED ->
                from == SessionState.PENDING || event == SessionEvent.AGENT_REMOVED
                        ? Optional.empty()
                        : Optional.of(CommandAction.STOP_SESSION);
            case PENDING, TERMINATED -> Optional.empty();
        };
    }

    /** The test puts the row there without a deadline, and a row that leads back to its own state starts none. */
    private void assertDeadline(String id, SessionState state, Optional<SessionState> to) {
        var expected = to.filter(next -> next != state)
                .flatMap(SessionLifecycle.TABLE::deadline)
                .isPresent();
        var stored = database.read("SELECT deadline_at FROM sessions WHERE id = '" + id + "'");
        assertThat(!stored.equals("null")).isEqualTo(expected);
    }

    private String sessionIn(SessionState state) {
        var id = "sess-" + state.wireName();
        store.run(tx -> tx.sessions()
                .add(
                        id,
                        SessionPlans.of(
                                tx.templates().find("desk").orElseThrow(),
                                StartRequest.of("ada", "desk"),
                                (template, values) -> {
                                    throw new AssertionError("nothing of it is secret");
                                }),
                        Optional.empty(),
                        Optional.empty(),
                        List.of()));
        var agent = state == SessionState.PENDING ? "NULL, platform = NULL" : "'agent-1', platform = 'memory'";
        database.execute("UPDATE sessions SET deadline_at = NULL, state = '" + state.wireName() + "', agent_id = "
                + agent + " WHERE id = '" + id + "'");
        return id;
    }

    private long version(String id) {
        return world.session(id).version();
    }

    private List<CommandAction> queued(String id) {
        return store.call(tx -> tx.commands().activeOf(id)).stream()
                .map(StoredCommand::payload)
                .map(payload -> payload.action())
                .toList();
    }
}
