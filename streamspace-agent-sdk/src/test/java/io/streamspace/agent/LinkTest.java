package io.streamspace.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamspace.agent.rig.FakeHub;
import io.streamspace.agent.rig.Rig;
import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.SessionRef;
import io.streamspace.protocol.CloseCode;
import io.streamspace.protocol.message.AgentStatus;
import io.streamspace.protocol.message.ErrorReport;
import io.streamspace.protocol.message.Heartbeat;
import io.streamspace.protocol.message.Hello;
import io.streamspace.protocol.message.InventoryVerdict;
import io.streamspace.protocol.message.InventoryVerdict.Verdict;
import io.streamspace.protocol.message.ObservedState;
import io.streamspace.protocol.message.Shutdown;
import io.streamspace.vnc.ws.WebSocketDialException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The control link, with time and network in the test's hands. */
final class LinkTest {
    private static final Duration HANDSHAKE = Duration.ofSeconds(10);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);
    private static final Duration HEARTBEAT = Duration.ofSeconds(4);

    private final Rig rig = new Rig();

    @Test
    void the_agent_dials_says_hello_and_is_online_once_welcomed() {
        rig.driver.put(new SessionRef("s1", 3, null), ObservedState.RUNNING);

        FakeHub.Dial link = rig.link();

        assertThat(link.request.uri()).hasToString("ws://hub/api/v1/agent/connect?agent_id=agent-1");
        assertThat(link.request.headers()).containsEntry("Authorization", "Bearer key");
        assertThat(link.hello().inventory()).singleElement().satisfies(e -> {
            assertThat(e.sessionId()).isEqualTo("s1");
            assertThat(e.generation()).isEqualTo(3);
        });
        assertThat(rig.agent.health().link()).isEqualTo(AgentHealth.Link.ONLINE);
        assertThat(rig.hub.streams).containsExactly("up 1");
    }

    @Test
    void a_proxy_that_accepts_and_never_answers_holds_the_agent_for_ten_seconds_only() {
        rig.pass(HANDSHAKE);

        assertThat(rig.agent.health().link()).isEqualTo(AgentHealth.Link.WAITING);
        rig.pass(LONGEST_WAIT);
        assertThat(rig.hub.dials).hasSizeGreaterThan(1);
    }

    @Test
    void a_hub_that_never_welcomes_holds_the_agent_for_ten_seconds_only() {
        FakeHub.Dial mute = rig.hub.last();
        rig.pass(HANDSHAKE.dividedBy(2));
        mute.accept();
        rig.settle();
        assertThat(mute.said(Hello.class)).hasSize(1);

        rig.pass(HANDSHAKE.dividedBy(2));

        assertThat(mute.closedWith).isNotZero();
        assertThat(rig.agent.health().link()).isEqualTo(AgentHealth.Link.WAITING);
    }

    @Test
    void a_connection_that_comes_after_its_time_is_closed() {
        FakeHub.Dial late = rig.hub.last();
        rig.pass(HANDSHAKE.plus(LONGEST_WAIT));

        late.accept();
        rig.settle();

        assertThat(late.closedWith).isNotZero();
        assertThat(late.said).isEmpty();
    }

    @Test
    void waits_grow_with_full_jitter_up_to_fifteen_seconds() {
        List<Duration> waits = new ArrayList<>();
        for (int failure = 0; failure < 40; failure++) {
            waits.add(waitAfterFailure());
        }

        assertThat(waits.getFirst()).isLessThanOrEqualTo(Duration.ofMillis(500));
        assertThat(waits).allSatisfy(w -> assertThat(w).isLessThanOrEqualTo(LONGEST_WAIT.plusMillis(250)));
        assertThat(waits.stream().skip(10)).anySatisfy(w -> assertThat(w).isGreaterThan(Duration.ofSeconds(8)));
        assertThat(waits.stream().skip(10)).anySatisfy(w -> assertThat(w).isLessThan(Duration.ofSeconds(7)));
    }

    @Test
    void waits_begin_anew_after_a_healthy_minute() {
        for (int failure = 0; failure < 20; failure++) {
            waitAfterFailure();
        }
        FakeHub.Dial link = rig.link();
        rig.pass(Duration.ofMinutes(1));

        link.drop(1006);
        rig.settle();
        rig.pass(Duration.ofMillis(500));

        assertThat(rig.hub.last()).isNotSameAs(link);
    }

    @Test
    void a_half_open_link_is_noticed_within_two_heartbeats() {
        FakeHub.Dial link = rig.link();
        rig.pass(HEARTBEAT.multipliedBy(5));
        assertThat(link.closedWith).isZero();

        rig.hub.alive = false;
        rig.pass(HEARTBEAT.multipliedBy(2));

        assertThat(link.closedWith).isNotZero();
        assertThat(rig.hub.streams).containsExactly("up 1", "down");
        assertThat(rig.meters
                        .counter("streamspace.agent.links.lost", "agent", "agent-1")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void heartbeats_come_at_the_hub_s_interval() {
        FakeHub.Dial link = rig.link();
        int first = link.said(Heartbeat.class).size();

        rig.pass(HEARTBEAT.multipliedBy(5));

        assertThat(link.said(Heartbeat.class)).hasSize(first + 5);
    }

    @Test
    void the_end_of_an_old_link_does_not_harm_a_new_one() {
        FakeHub.Dial old = rig.link();
        rig.hub.alive = false;
        rig.pass(HEARTBEAT.multipliedBy(2));
        rig.hub.alive = true;
        while (rig.hub.last() == old) {
            rig.pass(Duration.ofMillis(250));
        }
        FakeHub.Dial fresh = rig.link();

        old.drop(1006);
        old.say(new Shutdown("late", 0));
        rig.pass(HEARTBEAT);

        assertThat(fresh.closedWith).isZero();
        assertThat(rig.agent.health().link()).isEqualTo(AgentHealth.Link.ONLINE);
        assertThat(rig.hub.last()).isSameAs(fresh);
    }

    @Test
    void a_hub_that_goes_away_says_when_to_dial_again() {
        FakeHub.Dial link = rig.link();
        link.say(new Shutdown("restart", 8_000));
        rig.settle();
        link.drop(CloseCode.HUB_SHUTDOWN.number());
        rig.settle();

        rig.pass(Duration.ofMillis(7_750));
        assertThat(rig.hub.last()).isSameAs(link);
        rig.pass(Duration.ofMillis(500));

        assertThat(rig.hub.last()).isNotSameAs(link);
    }

    @Test
    void a_hub_that_said_goodbye_and_stays_is_left_when_it_said() {
        FakeHub.Dial link = rig.link();
        link.say(new Shutdown("restart", 3_000));

        rig.pass(Duration.ofSeconds(5));

        assertThat(link.closedWith).isNotZero();
        assertThat(rig.hub.last()).isNotSameAs(link);
    }

    @ParameterizedTest
    @EnumSource(
            value = CloseCode.class,
            names = {"HELLO_TIMEOUT", "VERSION_UNSUPPORTED", "SUPERSEDED", "TERM_STALE", "HUB_SHUTDOWN", "AGENT_REMOVED"
            })
    void close_codes_say_how_the_agent_goes_on(CloseCode code) {
        FakeHub.Dial link = rig.link();

        link.drop(code.number());
        rig.settle();

        switch (code.retry()) {
            case NEVER -> {
                rig.pass(Duration.ofMinutes(5));
                assertThat(rig.hub.last()).isSameAs(link);
                assertThat(rig.agent.health().link()).isEqualTo(AgentHealth.Link.CLOSED);
                assertThat(rig.agent.ended()).isCompleted();
            }
            case LATE -> {
                rig.pass(Duration.ofSeconds(7));
                assertThat(rig.hub.last()).isSameAs(link);
                rig.pass(Duration.ofSeconds(9));
                assertThat(rig.hub.last()).isNotSameAs(link);
            }
            case SOON, WHEN_RUNNING, BY_USER -> {
                rig.pass(Duration.ofMillis(500));
                assertThat(rig.hub.last()).isNotSameAs(link);
            }
        }
        assertThat(rig.agent.health().problem()).contains(code.sentence());
    }

    @Test
    void a_viewer_s_close_code_never_ends_an_agent() {
        FakeHub.Dial link = rig.link();

        link.drop(CloseCode.KICKED.number());
        rig.settle();
        rig.pass(Duration.ofMillis(500));

        assertThat(rig.hub.last()).isNotSameAs(link);
    }

    @Test
    void a_refused_key_is_told_and_tried_again_late() {
        rig.hub.last().fail(new WebSocketDialException(401, "unauthorized", "no"));
        rig.settle();

        assertThat(rig.agent.health().problem()).contains("refused the key").contains("Enrol the agent again");
        rig.pass(Duration.ofSeconds(7));
        assertThat(rig.hub.dials).hasSize(1);
        rig.pass(Duration.ofSeconds(9));
        assertThat(rig.hub.dials).hasSize(2);
    }

    @Test
    void an_unreadable_message_is_answered_and_never_fatal() {
        FakeHub.Dial link = rig.link();

        link.sayText("{\"type\":\"teleport\",\"payload\":{}}");
        link.sayText("}{");
        rig.settle();

        assertThat(link.said(ErrorReport.class))
                .extracting(ErrorReport::code)
                .containsExactly("unknown_type", "malformed_json");
        assertThat(rig.agent.health().link()).isEqualTo(AgentHealth.Link.ONLINE);
    }

    @Test
    void a_message_out_of_turn_is_answered_and_never_fatal() {
        FakeHub.Dial link = rig.hub.last();
        link.accept();
        rig.settle();
        link.say(Rig.start("c1", "s1", 1));
        rig.settle();
        assertThat(link.said(ErrorReport.class)).extracting(ErrorReport::code).containsExactly("unexpected_message");

        link.welcome();
        link.welcome();
        rig.settle();

        assertThat(link.said(ErrorReport.class)).hasSize(2);
        assertThat(rig.driver.calls).isEmpty();
        assertThat(rig.agent.health().link()).isEqualTo(AgentHealth.Link.ONLINE);
    }

    @Test
    void without_a_first_inventory_no_hello_is_said() {
        rig.driver.duringList = progress -> {
            throw new DriverException(DriverException.Kind.PLATFORM_UNAVAILABLE, "The engine does not answer.");
        };
        FakeHub.Dial link = rig.hub.last();

        link.accept();
        rig.settle();

        assertThat(link.said(Hello.class)).isEmpty();
        assertThat(link.closedWith).isNotZero();
        assertThat(rig.agent.health().problem()).contains("The engine does not answer.");
    }

    @Test
    void a_platform_that_stops_answering_costs_the_agent_its_health_but_not_its_link() {
        rig.driver.put(new SessionRef("s1", 1, null), ObservedState.RUNNING);
        FakeHub.Dial first = rig.link();
        rig.driver.duringList = progress -> {
            throw new DriverException(DriverException.Kind.PLATFORM_UNAVAILABLE, "The engine does not answer.");
        };

        rig.breakAndDial(first);
        FakeHub.Dial second = rig.link();

        assertThat(second.hello().inventory()).extracting("sessionId").containsExactly("s1");
        assertThat(second.said(Heartbeat.class).getLast().status()).isEqualTo(AgentStatus.WARNING);
    }

    @Test
    void verdicts_are_carried_out() {
        rig.driver.put(new SessionRef("kept", 1, null), ObservedState.RUNNING);
        rig.driver.put(new SessionRef("adopted", 1, null), ObservedState.RUNNING);
        rig.driver.put(new SessionRef("unwanted", 1, null), ObservedState.RUNNING);

        rig.link(
                new InventoryVerdict("kept", 4, Verdict.KEEP),
                new InventoryVerdict("adopted", 1, Verdict.ADOPT),
                new InventoryVerdict("unwanted", 1, Verdict.REMOVE));

        assertThat(rig.driver.calls).containsExactlyInAnyOrder("recover kept", "recover adopted", "destroy unwanted");
        assertThat(rig.driver.sessions).containsOnlyKeys("kept", "adopted");
    }

    @Test
    void what_could_not_be_removed_is_tried_again() {
        rig.driver.put(new SessionRef("unwanted", 1, null), ObservedState.RUNNING);
        rig.driver.duringDestroy = progress -> {
            throw new DriverException(DriverException.Kind.PLATFORM_UNAVAILABLE, "The engine does not answer.");
        };
        rig.link(new InventoryVerdict("unwanted", 1, Verdict.REMOVE));
        assertThat(rig.driver.sessions).containsKey("unwanted");

        rig.driver.duringDestroy = progress -> {};
        rig.pass(Duration.ofSeconds(31));

        assertThat(rig.driver.sessions).isEmpty();
    }

    private Duration waitAfterFailure() {
        int dials = rig.hub.dials.size();
        rig.hub.last().fail(new IllegalStateException("no route"));
        rig.settle();
        Duration waited = Duration.ZERO;
        while (rig.hub.dials.size() == dials) {
            rig.pass(Duration.ofMillis(250));
            waited = waited.plusMillis(250);
        }
        return waited;
    }
}
