package io.streamspace.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.streamspace.hub.testing.HubTest;
import io.streamspace.hub.testing.ScriptedAgent;
import io.streamspace.protocol.message.CommandAction;
import io.streamspace.protocol.message.ObservedState;
import io.streamspace.protocol.message.Resources;
import io.streamspace.protocol.message.SessionSpec;
import io.streamspace.protocol.state.SessionState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SessionLimitsTest extends HubTest {
    /** Short enough that the agent's link does not count as dead meanwhile. */
    private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);

    private static final Duration TWO_MINUTES = Duration.ofMinutes(2);
    private static final SessionLimits IDLE = new SessionLimits(HALF_A_MINUTE, null);
    private static final SessionLimits LONG = new SessionLimits(null, TWO_MINUTES);

    private Session running(ScriptedAgent agent, SessionLimits limits) {
        var session =
                world.hub().sessions().start(StartRequest.of("ada", "desk").within(limits));
        agent.start();
        return world.awaitState(session.id(), SessionState.RUNNING);
    }

    private void hibernate(ScriptedAgent agent, Session session) {
        agent.complete(agent.awaitCommand(CommandAction.HIBERNATE_SESSION), ObservedState.HIBERNATED);
        world.awaitState(session.id(), SessionState.HIBERNATED);
    }

    @Test
    void a_session_that_nobody_uses_is_hibernated_and_says_why() {
        var agent = world.agent("agent-1");
        var session = running(agent, IDLE);

        world.pass(HALF_A_MINUTE);
        assertThat(agent.drain()).isEmpty();
        world.pass(Duration.ofSeconds(21));
        hibernate(agent, session);

        assertThat(world.session(session.id()).reason()).isEqualTo("Hibernated: nobody used it for 30 s.");
        assertThat(world.session(session.id()).error()).isNull();
        world.hub().sessions().wake(session.id());
        assertThat(world.session(session.id()).reason()).isNull();
    }

    @Test
    void a_session_that_somebody_uses_goes_on() {
        var agent = world.agent("agent-1");
        var session = running(agent, IDLE);

        world.pass(HALF_A_MINUTE);
        database.execute(
                "UPDATE sessions SET last_activity_at = '" + world.time().instant() + "'");
        world.pass(Duration.ofSeconds(25));

        assertThat(agent.drain()).isEmpty();
        assertThat(world.session(session.id()).state()).isEqualTo(SessionState.RUNNING);
    }

    @Test
    void where_the_agent_cannot_hibernate_an_idle_session_is_ended() {
        var agent = world.agent(world.scripted("agent-1").capabilities(Set.of()), "agent-1", "memory");
        var session = running(agent, IDLE);

        world.pass(Duration.ofSeconds(51));
        agent.complete(agent.awaitCommand(CommandAction.STOP_SESSION), ObservedState.STOPPED);

        assertThat(world.awaitState(session.id(), SessionState.TERMINATED).reason())
                .isEqualTo("Ended: nobody used it for 30 s.");
    }

    @Test
    void a_hibernate_that_fails_is_tried_again_after_another_idle_time() {
        var agent = world.agent("agent-1");
        var session = running(agent, IDLE);
        world.pass(Duration.ofSeconds(51));
        agent.failCommand(agent.awaitCommand(CommandAction.HIBERNATE_SESSION), "no", "Not now.");
        world.awaitState(session.id(), SessionState.RUNNING);
        agent.awaitCommand(CommandAction.GET_SESSION);

        world.pass(HALF_A_MINUTE);
        assertThat(world.session(session.id()).state()).isEqualTo(SessionState.RUNNING);
        world.pass(Duration.ofSeconds(21));
        agent.awaitCommand(CommandAction.HIBERNATE_SESSION);
    }

    @Test
    void the_longest_duration_ends_a_session_also_when_the_hub_was_away_meanwhile() {
        var session = running(world.agent("agent-1"), LONG);
        assertThat(session.endsAt())
                .isEqualTo(Objects.requireNonNull(session.startedAt()).plus(TWO_MINUTES));

        world.hub().close();
        world.pass(TWO_MINUTES);
        world.addHub("hub-2", settings -> settings);

        assertThat(world.awaitState(session.id(), SessionState.TERMINATING).reason())
                .isEqualTo("Ended: it was there for as long as it may be, which is 2 min.");
    }

    @Test
    void the_longest_duration_ends_a_hibernated_session_too() {
        var agent = world.agent("agent-1");
        var session = running(agent, LONG);
        world.hub().sessions().hibernate(session.id());
        hibernate(agent, session);

        world.pass(TWO_MINUTES);

        world.awaitState(session.id(), SessionState.TERMINATING);
    }

    @Test
    void a_failed_session_that_is_started_again_has_its_whole_time() {
        var agent = world.agent("agent-1");
        var session = running(agent, LONG);
        world.pass(HALF_A_MINUTE);
        agent.status(session.id(), session.generation(), ObservedState.FAILED, "It broke.");
        world.awaitState(session.id(), SessionState.FAILED);
        agent.complete(agent.awaitCommand(CommandAction.STOP_SESSION), ObservedState.STOPPED);

        world.hub().sessions().restart(session.id());
        assertThat(world.session(session.id()).endsAt()).isNull();
        agent.start();

        assertThat(world.awaitState(session.id(), SessionState.RUNNING).endsAt())
                .isAfter(session.endsAt());
    }

    @Test
    void what_a_request_leaves_open_the_template_decides() {
        var hour = Duration.ofHours(1);
        world.hub().templates().put(withLimits(new SessionLimits(hour, TWO_MINUTES)));
        var request = StartRequest.of("ada", "short");

        assertThat(world.hub().sessions().start(request).limits()).isEqualTo(new SessionLimits(hour, TWO_MINUTES));
        assertThat(world.hub().sessions().start(request.within(IDLE)).limits())
                .isEqualTo(new SessionLimits(HALF_A_MINUTE, TWO_MINUTES));
    }

    private static Template withLimits(SessionLimits limits) {
        return new Template(
                "short",
                "Short",
                "",
                null,
                null,
                Map.of("memory", ""),
                List.of(new SessionSpec.Endpoint("vnc", 5900)),
                Resources.NONE,
                Map.of(),
                List.of(),
                null,
                List.of(),
                false,
                Map.of(),
                limits,
                ViewerLimits.NONE,
                List.of());
    }

    @Test
    void limits_that_nobody_can_mean_are_refused_with_the_field() {
        assertThatThrownBy(() -> new SessionLimits(Duration.ofSeconds(5), null))
                .isInstanceOf(HubException.class)
                .hasMessage("idle_timeout must be between 30s and 365d, such as 30m. Leave it out for no limit.");
        assertThatThrownBy(() -> new SessionLimits(null, Duration.ofDays(400)))
                .hasMessageContaining("max_session_duration");
    }

    @Test
    void the_operator_sees_how_many_sessions_reached_a_limit() {
        var meters = new SimpleMeterRegistry();
        var session = running(world.agent("agent-1"), IDLE);
        world.hub().close();
        world.addHub("hub-2", settings -> settings, builder -> builder.meters(meters));

        world.pass(Duration.ofSeconds(51));
        world.awaitState(session.id(), SessionState.HIBERNATING);

        world.await(() -> assertThat(meters.counter("streamspace.sessions.limited", "limit", "idle")
                        .count())
                .isEqualTo(1));
    }
}
