package io.streamspace.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

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
 * Three agent processes of one id, a real server, real desktops: the leader is killed, suspended in the middle of a start, cut off, and stopped. Another takes
 * over, no session starts twice, and whoever looks at another agent's desktop notices nothing. How long it takes is printed.
 */
@RequiresTigerVnc
class LeaderFailoverTest {
    private static final String AGENT = "agent-ha";
    private static final String DESKTOP = "desktop";
    private static final Duration SETTLED = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    private final List<Candidate> candidates = new ArrayList<>();
    private Installation installation;
    private Onlooker onlooker;
    private List<String> flags = List.of();
    private int redisPort;

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
        start(List.of("--enable-ha", "--ha-backend=file"), 0);

        killed("file");
        suspended("file");
        stopped("file");

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
            start(List.of("--enable-ha", "--ha-backend=redis"), port);

            killed("redis");
            suspended("redis");
            cutOff("redis");
            stopped("redis");

            onlooker.assertStillSees();
        } finally {
            redis.stop();
        }
    }

    private void start(List<String> flags, int redisPort) {
        for (int i = 0; i < 3; i++) {
            candidates.add(Candidate.start(installation, AGENT, flags, redisPort));
        }
        installation.awaitAgent(AGENT, "online");
        assertThat(candidates).as("one leads").filteredOn(Candidate::leads).hasSize(1);
        this.flags = flags;
        this.redisPort = redisPort;
    }

    private void killed(String backend) {
        String session = running();
        Candidate leader = leader();

        Instant fault = Instant.now();
        leader.program().kill();
        Candidate next = awaitSuccessor(leader, fault, backend, "kill -9");

        assertRunsOnce(List.of(session));
        assertThat(next.term()).isGreaterThan(leader.term());
        candidates.set(candidates.indexOf(leader), Candidate.start(installation, AGENT, flags, redisPort));
        end(List.of(session));
    }

    private void suspended(String backend) {
        String session = running();
        Candidate leader = leader();

        Instant fault = Instant.now();
        leader.program().suspend();
        Candidate next = awaitSuccessor(leader, fault, backend, "SIGSTOP");
        String since = connectedSince();
        leader.program().resume();

        Awaitility.await("the deposed leader to notice").atMost(SETTLED).until(() -> !leader.leads());
        assertRunsOnce(List.of(session));
        assertThat(next.leads()).isTrue();
        assertThat(connectedSince()).as("the new leader's link").isEqualTo(since);
        end(List.of(session));
    }

    private void cutOff(String backend) {
        String session = running();
        Candidate leader = leader();

        Instant fault = Instant.now();
        leader.cutOff(true);
        Candidate next = awaitSuccessor(leader, fault, backend, "cut network");
        assertThat(leader.leads()).as("the leader that is cut off").isFalse();
        String since = connectedSince();
        leader.cutOff(false);

        assertRunsOnce(List.of(session));
        assertThat(next.leads()).isTrue();
        assertThat(connectedSince()).as("the new leader's link").isEqualTo(since);
        end(List.of(session));
    }

    private void stopped(String backend) {
        String session = running();
        Candidate leader = leader();

        Instant fault = Instant.now();
        leader.program().stop();
        awaitSuccessor(leader, fault, backend, "SIGTERM");

        assertRunsOnce(List.of(session));
    }

    private String running() {
        String session = installation.admin().start(DESKTOP);
        installation.admin().awaitState(session, "running");
        return session;
    }

    private Candidate leader() {
        return candidates.stream().filter(Candidate::leads).findFirst().orElseThrow();
    }

    @SuppressWarnings("SystemOut")
    private Candidate awaitSuccessor(Candidate before, Instant fault, String backend, String what) {
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
                "failover backend=%s fault=%s elected_ms=%d linked_ms=%d%n",
                backend,
                what.replace(' ', '_'),
                Duration.between(fault, elected).toMillis(),
                Duration.between(fault, Instant.now()).toMillis());
        return next;
    }

    private String connectedSince() {
        var agent = installation.admin().get("/api/v1/agents/" + AGENT);
        return agent.text("status").equals("online") ? agent.text("connected_since") : "";
    }

    private void assertRunsOnce(List<String> sessions) {
        Awaitility.await("the sessions to run, each once").atMost(SETTLED).untilAsserted(() -> {
            assertThat(sessions)
                    .allSatisfy(id -> assertThat(installation.admin().state(id)).isEqualTo("running"));
            assertThat(Desktops.of(installation.folder().resolve(AGENT))).hasSize(sessions.size());
        });
    }

    private void end(List<String> sessions) {
        sessions.forEach(id -> installation.admin().delete("/api/v1/sessions/" + id));
        sessions.forEach(id -> installation.admin().awaitState(id, "terminated"));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
