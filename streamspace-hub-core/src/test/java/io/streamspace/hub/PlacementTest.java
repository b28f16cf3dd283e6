package io.streamspace.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamspace.hub.testing.HubTest;
import io.streamspace.hub.testing.ScriptedAgent;
import io.streamspace.protocol.message.Capacity;
import io.streamspace.protocol.message.CommandAction;
import io.streamspace.protocol.message.CommandPayload;
import io.streamspace.protocol.message.ObservedState;
import io.streamspace.protocol.message.Resources;
import io.streamspace.protocol.state.SessionState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlacementTest extends HubTest {
    private static final long GIB = 1L << 30;

    @Test
    void fifty_parallel_starts_on_room_for_ten_start_ten() throws Exception {
        world.agent(world.scripted("agent-1").capacity(new Capacity(10, 0, 0)), "agent-1", "memory");
        var other = world.addHub("hub-2", settings -> settings);

        try (var threads = Executors.newFixedThreadPool(16)) {
            var starts = IntStream.range(0, 50)
                    .<Callable<Session>>mapToObj(i ->
                            () -> (i % 2 == 0 ? world.hub() : other).sessions().start(StartRequest.of("ada", "desk")))
                    .toList();
            for (var done : threads.invokeAll(starts)) {
                done.get();
            }
        }

        world.await(() -> assertThat(count("starting")).isEqualTo(10));
        world.await(() -> assertThat(world.database()
                        .read("SELECT count(*) FROM sessions WHERE state = 'pending' AND reason LIKE '%full%'"))
                .isEqualTo("40"));
        assertThat(count("starting")).isEqualTo(10);
        assertThat(database.read("SELECT count(*) FROM agent_commands")).isEqualTo("10");
    }

    private int count(String state) {
        return Integer.parseInt(database.read("SELECT count(*) FROM sessions WHERE state = '" + state + "'"));
    }

    @Test
    void a_session_says_that_no_agent_of_its_platform_is_online_and_starts_when_one_comes() {
        var session =
                world.hub().sessions().start(StartRequest.of("ada", "desk").onPlatform("docker"));
        world.await(() -> assertThat(world.session(session.id()).reason())
                .isEqualTo("Waiting: no agent of platform docker is online."));

        var agent = world.agent(world.scripted("agent-1"), "agent-1", "docker");
        var start = agent.start();

        var running = world.awaitState(session.id(), SessionState.RUNNING);
        assertThat(running.reason()).isNull();
        assertThat(running.platform()).isEqualTo("docker");
        assertThat(((CommandPayload.StartSession) start.payload()).spec().image())
                .isEqualTo("desk:1");
    }

    @Test
    void a_session_says_that_its_region_has_no_agent() {
        world.agent("agent-1");
        var session =
                world.hub().sessions().start(StartRequest.of("ada", "desk").inRegion("mars"));
        world.await(() -> assertThat(world.session(session.id()).reason()).contains("in region mars"));
    }

    @Test
    void a_session_that_waits_for_room_starts_when_another_ends() {
        var agent = world.agent(world.scripted("agent-1").capacity(new Capacity(1, 0, 0)), "agent-1", "memory");
        var first = world.running(agent);
        var second = world.start();
        world.await(() -> assertThat(world.session(second.id()).reason()).contains("full"));

        world.hub().sessions().terminate(first.id());
        agent.complete(agent.awaitCommand(CommandAction.STOP_SESSION), ObservedState.STOPPED);

        agent.start();
        world.awaitState(second.id(), SessionState.RUNNING);
    }

    @Test
    void a_session_that_nobody_can_take_fails_with_the_reason_and_holds_up_nobody() {
        var stuck = world.hub().sessions().start(StartRequest.of("ada", "desk").inRegion("mars"));
        var agent = world.agent("agent-1");
        world.running(agent);

        world.await(() -> assertThat(world.session(stuck.id()).reason()).contains("mars"));
        world.pass(Duration.ofMinutes(10));

        var failed = world.awaitState(stuck.id(), SessionState.FAILED);
        assertThat(failed.error()).extracting(Session.Failure::code).isEqualTo("no_agent");
        assertThat(failed.error())
                .extracting(Session.Failure::message)
                .asString()
                // By then the agent has been silent for ten minutes too.
                .startsWith("No machine had room for the desktop in time. Waiting: no agent of platform");
    }

    @Test
    void the_least_loaded_agent_gets_the_next_session_and_the_first_by_name_breaks_a_tie() {
        var big = world.agent(world.scripted("agent-b").capacity(new Capacity(10, 0, 0)), "agent-b", "memory");
        var small = world.agent(world.scripted("agent-a").capacity(new Capacity(2, 0, 0)), "agent-a", "memory");

        assertThat(world.running(small).agentId()).isEqualTo("agent-a");
        assertThat(world.running(big).agentId()).isEqualTo("agent-b");
        assertThat(world.running(big).agentId()).isEqualTo("agent-b");
    }

    @Test
    void cores_and_memory_are_not_oversubscribed() {
        var agent = world.agent(world.scripted("agent-1").capacity(new Capacity(10, 4, 8 * GIB)), "agent-1", "memory");
        var first = startWith(new Resources(2, 5 * GIB));
        agent.start();
        world.awaitState(first.id(), SessionState.RUNNING);

        var tooMuchMemory = startWith(new Resources(1, 4 * GIB));
        var fits = startWith(new Resources(1, 3 * GIB));
        agent.start();
        world.awaitState(fits.id(), SessionState.RUNNING);
        world.await(() -> assertThat(world.session(tooMuchMemory.id()).reason()).contains("full"));

        var shown = world.hub().agents().find("agent-1").orElseThrow();
        assertThat(shown.activeSessions()).isEqualTo(2);
        assertThat(shown.used()).isEqualTo(new Resources(3, 8 * GIB));
    }

    private Session startWith(Resources resources) {
        return world.hub()
                .sessions()
                .start(new StartRequest("ada", "desk", null, null, null, List.of(), resources, null, Map.of()));
    }

    @Test
    void a_hibernated_session_makes_room_and_needs_room_to_wake() {
        var agent = world.agent(world.scripted("agent-1").capacity(new Capacity(1, 0, 0)), "agent-1", "memory");
        var first = world.running(agent);
        hibernate(agent, first);
        var second = world.running(agent);

        assertThatThrownBy(() -> world.hub().sessions().wake(first.id()))
                .isInstanceOfSatisfying(HubException.class, e -> {
                    assertThat(e.code()).isEqualTo(HubException.Code.AGENT_BUSY);
                    assertThat(e).hasMessageContaining("End or hibernate another session");
                });
        hibernate(agent, second);
        assertThat(world.hub().sessions().wake(first.id()).state()).isEqualTo(SessionState.WAKING);
    }

    private void hibernate(ScriptedAgent agent, Session session) {
        world.hub().sessions().hibernate(session.id());
        agent.complete(agent.awaitCommand(CommandAction.HIBERNATE_SESSION), ObservedState.HIBERNATED);
        world.awaitState(session.id(), SessionState.HIBERNATED);
    }

    @Test
    void a_template_says_whether_it_can_start_now() {
        var templates = world.hub().templates();
        var desk = templates.find("desk").orElseThrow();
        assertThat(templates.availability(desk))
                .isEqualTo(new Availability.Unavailable("No agent of platform docker or memory is online."));
        world.agent("agent-1");
        assertThat(templates.availability(desk)).isInstanceOf(Availability.Available.class);
    }
}
