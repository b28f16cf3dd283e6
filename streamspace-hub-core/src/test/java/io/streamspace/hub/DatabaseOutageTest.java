package io.streamspace.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.streamspace.hub.testing.MemoryWire;
import io.streamspace.hub.testing.ScriptedAgent;
import io.streamspace.hub.testing.StoppablePostgres;
import io.streamspace.hub.testing.TestDatabase;
import io.streamspace.hub.testing.World;
import io.streamspace.protocol.message.AgentStatus;
import io.streamspace.protocol.message.CommandAction;
import io.streamspace.protocol.message.ObservedState;
import io.streamspace.protocol.state.AgentState;
import io.streamspace.protocol.state.SessionState;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** PostgreSQL goes away and comes back, on a real clock. */
class DatabaseOutageTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private StoppablePostgres postgres;
    private HikariDataSource pool;
    private Hub hub;
    private ScriptedAgent agent;

    @BeforeEach
    void open() {
        postgres = StoppablePostgres.start();
        pool = TestDatabase.pool(postgres.url());
        hub = Hub.builder()
                .dataSource(pool)
                .settings(HubSettings.builder()
                        .enrolmentKeys(World.ENROLMENT_KEY)
                        .reconcileInterval(Duration.ofMillis(200))
                        .storeRetry(Duration.ofSeconds(2))
                        .build())
                .build();
        hub.start();
        hub.templates().put(Template.of("desk", "Desk", Map.of("memory", "")));
        hub.agents().register(World.ENROLMENT_KEY, "agent-1", "memory", null);
        agent = new ScriptedAgent("agent-1");
        agent.link(new MemoryWire(hub, "agent-1"));
    }

    @AfterEach
    void close() {
        hub.close();
        pool.close();
        postgres.close();
    }

    private Session awaitState(String id, SessionState state) {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(
                        () -> assertThat(hub.sessions().find(id).orElseThrow().state())
                                .isEqualTo(state));
        return hub.sessions().find(id).orElseThrow();
    }

    @Test
    void the_hub_outlives_a_restart_of_the_database_and_everything_comes_to_be_as_it_should() {
        var running = hub.sessions().start(StartRequest.of("ada", "desk"));
        agent.start();
        awaitState(running.id(), SessionState.RUNNING);
        var starting = hub.sessions().start(StartRequest.of("ada", "desk"));
        var start = agent.awaitCommand(CommandAction.START_SESSION);

        postgres.stop();
        assertThatThrownBy(() -> hub.sessions().terminate(running.id()))
                .isInstanceOfSatisfying(HubException.class, e -> {
                    assertThat(e.code()).isEqualTo(HubException.Code.UNAVAILABLE);
                    assertThat(e).hasMessage("The database cannot be reached at the moment. Try again in a moment.");
                });
        assertThat(hub.readiness()).filteredOn(check -> !check.ok()).isNotEmpty();
        agent.complete(start, ObservedState.RUNNING);
        await().atMost(PATIENCE).until(agent::isClosed);

        postgres.restart();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(hub.readiness()).allMatch(ReadinessCheck::ok));
        var again = new ScriptedAgent("agent-1");
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> again.link(
                        new MemoryWire(hub, "agent-1"),
                        Inventories.running(hub.sessions().find(running.id()).orElseThrow()),
                        Inventories.entry(hub.sessions().find(starting.id()).orElseThrow(), ObservedState.RUNNING)));

        awaitState(starting.id(), SessionState.RUNNING);
        assertThat(awaitState(running.id(), SessionState.RUNNING).desired()).isEqualTo(DesiredState.RUNNING);
        assertThat(again.awaitCommand(CommandAction.START_SESSION).commandId()).isEqualTo(start.commandId());
        hub.sessions().terminate(running.id());
        again.complete(again.awaitCommand(CommandAction.STOP_SESSION), ObservedState.STOPPED);
        awaitState(running.id(), SessionState.TERMINATED);
    }

    @Test
    void a_short_outage_is_not_noticed_by_those_who_ask_and_the_link_stays() {
        var session = hub.sessions().start(StartRequest.of("ada", "desk"));
        var start = agent.awaitCommand(CommandAction.START_SESSION);
        postgres.disconnectAll();

        agent.heartbeat(AgentStatus.ONLINE);
        agent.complete(start, ObservedState.RUNNING);

        awaitState(session.id(), SessionState.RUNNING);
        assertThat(agent.isClosed()).isFalse();
        assertThat(hub.agents().find("agent-1").orElseThrow().state()).isEqualTo(AgentState.ONLINE);
    }

    @Test
    void a_hub_that_cannot_reach_its_database_says_so_when_it_starts() {
        postgres.stop();
        try (var without = Hub.builder().dataSource(pool).build()) {
            assertThatThrownBy(without::start).isInstanceOfSatisfying(HubException.class, e -> {
                assertThat(e.code()).isEqualTo(HubException.Code.UNAVAILABLE);
                assertThat(e).hasMessageContaining("Is PostgreSQL running");
            });
        }
    }
}
