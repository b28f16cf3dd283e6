package io.streamspace.hub.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamspace.hub.Hub;
import io.streamspace.hub.HubBuilder;
import io.streamspace.hub.HubSettings;
import io.streamspace.hub.HubSettingsBuilder;
import io.streamspace.hub.Session;
import io.streamspace.hub.StartRequest;
import io.streamspace.hub.Template;
import io.streamspace.protocol.state.AgentState;
import io.streamspace.protocol.state.SessionState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/** Hubs on one database, and time that stands still until the test moves it. */
public final class World implements AutoCloseable {
    public static final String ENROLMENT_KEY = "enrolment-key-of-the-tests";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** While something is waited for time goes on by so little that nothing else falls due, but the reconciler's next round. */
    private static final Duration TICK = Duration.ofMillis(1);

    private final TestDatabase database;
    private final ManualTime time = new ManualTime();
    private final List<Hub> hubs = new ArrayList<>();

    /** A database with tables and one template, {@code desk}, that runs on platforms {@code memory} and {@code docker}. */
    public World(TestDatabase database) {
        this.database = database;
        database.clear();
        hub().templates().put(Template.of("desk", "Desk", Map.of("memory", "", "docker", "desk:1")));
    }

    /** The first hub, made when it is asked for. */
    public Hub hub() {
        return hubs.isEmpty() ? addHub("hub-1", settings -> settings) : hubs.getFirst();
    }

    public Hub addHub(String replicaId, UnaryOperator<HubSettingsBuilder> change) {
        return addHub(replicaId, change, builder -> builder);
    }

    public Hub addHub(String replicaId, UnaryOperator<HubSettingsBuilder> change, UnaryOperator<HubBuilder> more) {
        var settings = change.apply(HubSettings.builder()
                        .replicaId(replicaId)
                        .enrolmentKeys(ENROLMENT_KEY)
                        .secretKeys("the long random text of every hub that says nothing else")
                        .reconcileInterval(TICK))
                .build();
        var hub = more.apply(Hub.builder()
                        .dataSource(database.dataSource())
                        .settings(settings)
                        .clock(time)
                        .timers(time))
                .build();
        hub.start();
        hubs.add(hub);
        return hub;
    }

    public ManualTime time() {
        return time;
    }

    public TestDatabase database() {
        return database;
    }

    /** Enrols an agent and links it to the first hub. */
    public ScriptedAgent agent(String id) {
        return agent(scripted(id), id, "memory");
    }

    public ScriptedAgent agent(ScriptedAgent agent, String id, String platform) {
        hub().agents().register(ENROLMENT_KEY, id, platform, "here");
        agent.platform(platform).link(new MemoryWire(hub(), id));
        return agent;
    }

    /** An agent that is neither enrolled nor linked. */
    public ScriptedAgent scripted(String id) {
        return new ScriptedAgent(id).whileWaiting(this::tick);
    }

    public Wire wire(String agentId) {
        return new MemoryWire(hub(), agentId);
    }

    public Session start() {
        return hub().sessions().start(StartRequest.of("ada", "desk"));
    }

    public Session running(ScriptedAgent agent) {
        var session = start();
        agent.start();
        return awaitState(session.id(), SessionState.RUNNING);
    }

    public Session session(String id) {
        return hub().sessions().find(id).orElseThrow();
    }

    public Session awaitState(String id, SessionState state) {
        await(() -> assertThat(session(id).state()).isEqualTo(state));
        return session(id);
    }

    public void awaitAgent(String id, AgentState state) {
        await(() -> assertThat(hub().agents().find(id).orElseThrow().state()).isEqualTo(state));
    }

    public void awaitCommand(String commandId, String status) {
        await(() -> assertThat(command(commandId)).isEqualTo(status));
    }

    /** The stored status of a command. */
    public String command(String commandId) {
        return database.read("SELECT status FROM agent_commands WHERE command_id = '" + commandId + "'");
    }

    /** Moves time on by so much; what falls due is done while the test waits for it. */
    public void pass(Duration duration) {
        time.advance(duration);
    }

    /** Waits until a condition holds. */
    public void await(ThrowingRunnable condition) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).untilAsserted(() -> {
            tick();
            condition.run();
        });
    }

    private void tick() {
        time.advance(TICK);
    }

    @Override
    public void close() {
        hubs.forEach(Hub::close);
    }
}
