package io.streamspace.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamspace.protocol.testing.RequiresKubernetes;
import io.streamspace.protocol.testing.RequiresTigerVnc;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.embedded.RedisServer;

/**
 * Three agent processes of one id, a real server, real desktops: the leader is killed, suspended and cut off in the middle of starts, and stopped. Another
 * takes over, no session starts twice or is ended by who was deposed, and whoever looks at another agent's desktop notices nothing. How long it takes is
 * printed beside the lease.
 */
@RequiresTigerVnc
class LeaderFailoverTest {
    private static final String AGENT = "agent-ha";
    private static final String DESKTOP = "desktop";
    private static final int STARTING = 3;
    private static final Duration SETTLED = Duration.ofSeconds(60);
    private static final Duration TIDIED = Duration.ofSeconds(5);

    @TempDir
    static Path folder;

    private final List<Candidate> candidates = new ArrayList<>();
    private Installation installation;
    private Onlooker onlooker;
    private LeaseBackend backend = new LeaseBackend.File();

    @BeforeEach
    void install() {
        installation = Installation.start(folder);
        installation.startAgent("agent-other", "process");
        String elsewhere = installation.admin().start(DESKTOP);
        installation.admin().awaitState(elsewhere, "running");
        onlooker = Onlooker.of(installation.admin(), elsewhere);
        installation.admin().patch("/api/v1/agents/agent-other", Map.of("status", "draining"));
    }

    @AfterEach
    void uninstall() {
        onlooker.close();
        candidates.forEach(Candidate::close);
        installation.close();
    }

    @Test
    void agents_of_one_host_elect_by_a_file() {
        start(new LeaseBackend.File());

        killed();
        suspended();
        stopped();

        onlooker.assertStillSees();
    }

    @Test
    void agents_elect_by_redis() throws IOException {
        int port = freePort();
        RedisServer redis = RedisServer.newRedisServer()
                .port(port)
                .setting("bind 127.0.0.1")
                .setting("save \"\"")
                .build();
        redis.start();
        try {
            start(new LeaseBackend.Redis(port));

            killed();
            suspended();
            cutOff();
            stopped();

            onlooker.assertStillSees();
        } finally {
            redis.stop();
        }
    }

    @Test
    @RequiresKubernetes
    void agents_elect_by_a_lease_of_kubernetes() {
        try (var cluster = new TestNamespace()) {
            start(new LeaseBackend.Kubernetes(cluster));

            killed();
            suspended();
            cutOff();
            stopped();

            assertThat(cluster.holder("agents")).isNotBlank();
            onlooker.assertStillSees();
        }
    }

    private void start(LeaseBackend chosen) {
        backend = chosen;
        for (int i = 0; i < 3; i++) {
            candidates.add(Candidate.start(installation, AGENT, backend));
        }
        installation.awaitAgent(AGENT, "online");
        assertThat(candidates).as("one leads").filteredOn(Candidate::leads).hasSize(1);
    }

    private void killed() {
        List<String> sessions = inTheMiddleOfStarts();
        Candidate leader = leader();

        Instant fault = Instant.now();
        leader.program().kill();
        Candidate next = awaitSuccessor(leader, fault, "kill -9");

        awaitEachOnce(sessions);
        assertThat(next.term()).isGreaterThan(leader.term());
        leader.close();
        candidates.set(candidates.indexOf(leader), Candidate.start(installation, AGENT, backend));
        end(sessions);
    }

    private void suspended() {
        List<String> sessions = inTheMiddleOfStarts();
        Candidate leader = leader();

        Instant fault = Instant.now();
        leader.program().suspend();
        Candidate next = awaitSuccessor(leader, fault, "SIGSTOP");
        awaitEachOnce(sessions);
        String since = connectedSince();
        leader.program().resume();

        Awaitility.await("the deposed leader to notice").atMost(SETTLED).until(() -> !leader.leads());
        assertStaysSo(sessions, next, since);
        end(sessions);
    }

    private void cutOff() {
        List<String> sessions = inTheMiddleOfStarts();
        Candidate leader = leader();

        Instant fault = Instant.now();
        leader.cutOff(true);
        Candidate next = awaitSuccessor(leader, fault, "cut network");
        assertThat(leader.leads()).as("the leader that is cut off").isFalse();
        awaitEachOnce(sessions);
        String since = connectedSince();
        leader.cutOff(false);

        assertStaysSo(sessions, next, since);
        end(sessions);
    }

    private void stopped() {
        String session = running();
        Candidate leader = leader();

        Instant fault = Instant.now();
        leader.program().stop();
        awaitSuccessor(leader, fault, "SIGTERM");

        awaitEachOnce(List.of(session));
    }

    private String running() {
        String session = installation.admin().start(DESKTOP);
        installation.admin().awaitState(session, "running");
        return session;
    }

    /** One that runs, and some whose starts are at different points: of the first of them there is a display server at least. */
    private List<String> inTheMiddleOfStarts() {
        List<String> sessions = new ArrayList<>(List.of(running()));
        for (int i = 0; i < STARTING; i++) {
            sessions.add(installation.admin().start(DESKTOP));
        }
        Awaitility.await("a start to be under way")
                .atMost(SETTLED)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> desktops().size() > 1);
        return sessions;
    }

    private Candidate leader() {
        return candidates.stream().filter(Candidate::leads).findFirst().orElseThrow();
    }

    @SuppressWarnings("SystemOut")
    private Candidate awaitSuccessor(Candidate before, Instant fault, String what) {
        Candidate next = Awaitility.await("another leader after " + what)
                .atMost(SETTLED)
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> candidates.stream()
                                .filter(c -> c != before && c.leads())
                                .findFirst()
                                .orElse(null),
                        c -> c != null);
        Instant elected = Instant.now();
        Awaitility.await("the new leader's link")
                .atMost(SETTLED)
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptions()
                .until(() -> Instant.parse(connectedSince()).isAfter(fault));
        System.out.printf(
                "failover backend=%s fault=%s lease_ms=%d elected_ms=%d linked_ms=%d%n",
                backend.name(),
                what.replace(' ', '_'),
                backend.lease().toMillis(),
                Duration.between(fault, elected).toMillis(),
                Duration.between(fault, Instant.now()).toMillis());
        return next;
    }

    private String connectedSince() {
        var agent = installation.admin().get("/api/v1/agents/" + AGENT);
        return agent.text("status").equals("online") ? agent.text("connected_since") : "";
    }

    private void awaitEachOnce(List<String> sessions) {
        Awaitility.await("the sessions to run, each once")
                .atMost(SETTLED)
                .untilAsserted(() -> assertEachOnce(sessions));
    }

    private void assertEachOnce(List<String> sessions) {
        assertThat(sessions)
                .allSatisfy(id -> assertThat(installation.admin().state(id))
                        .as(() -> installation
                                .admin()
                                .get("/api/v1/sessions/" + id)
                                .body()
                                .toString())
                        .isEqualTo("running"));
        assertThat(desktops()).hasSize(sessions.size());
    }

    /** For longer than whoever was deposed needs to tidy up what it had begun. */
    private void assertStaysSo(List<String> sessions, Candidate leader, String since) {
        List<Long> before = desktops();
        Awaitility.await("the sessions to go on")
                .during(TIDIED)
                .atMost(SETTLED)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> {
                    assertEachOnce(sessions);
                    assertThat(desktops()).as("the same display servers").isEqualTo(before);
                });
        assertThat(candidates).filteredOn(Candidate::leads).containsExactly(leader);
        assertThat(connectedSince()).as("the new leader's link").isEqualTo(since);
    }

    private List<Long> desktops() {
        return Desktops.of(installation.folder().resolve(AGENT));
    }

    private void end(List<String> sessions) {
        sessions.forEach(id -> installation.admin().delete("/api/v1/sessions/" + id));
        sessions.forEach(id -> installation.admin().awaitState(id, "terminated"));
        assertThat(desktops()).isEmpty();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
