package io.streamspace.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamspace.protocol.testing.RequiresTigerVnc;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each part of the system is killed at a bad moment; afterwards nothing is lost, runs twice or is left over. */
@RequiresTigerVnc
class CrashTest {
    private static final String DESKTOP = "desktop";
    private static final Duration SETTLED = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    private Installation installation;

    @BeforeEach
    void install() {
        installation = Installation.start(folder);
    }

    @AfterEach
    void uninstall() {
        installation.close();
    }

    @Test
    void an_agent_killed_while_sessions_start_leaves_none_twice_and_none_stuck() {
        Program agent = installation.startAgent("agent-1", "process");
        var admin = installation.admin();
        List<String> sessions =
                IntStream.range(0, 3).mapToObj(i -> admin.start(DESKTOP)).toList();

        agent.kill();
        installation.startAgent("agent-1", "process");

        Awaitility.await("every session to run, as nobody asked for an end")
                .atMost(SETTLED)
                .until(() -> sessions.stream().allMatch(id -> admin.state(id).equals("running")));
        assertThat(Desktops.of(installation.folder())).hasSize(sessions.size());
        sessions.forEach(id -> admin.delete("/api/v1/sessions/" + id));
        Awaitility.await("no desktop to be left")
                .atMost(SETTLED)
                .until(() -> Desktops.of(installation.folder()).isEmpty());
    }

    @Test
    void a_session_that_was_terminated_while_its_agent_was_dead_ends_when_the_agent_is_back() {
        Program agent = installation.startAgent("agent-1", "process");
        var admin = installation.admin();
        String session = admin.start(DESKTOP);
        admin.awaitState(session, "running");

        agent.kill();
        assertThat(admin.delete("/api/v1/sessions/" + session).status()).isEqualTo(202);
        assertThat(Desktops.of(installation.folder()))
                .as("the desktop outlives its agent")
                .hasSize(1);
        installation.startAgent("agent-1", "process");

        admin.awaitState(session, "terminated");
        Awaitility.await("no desktop to be left")
                .atMost(SETTLED)
                .until(() -> Desktops.of(installation.folder()).isEmpty());
    }

    @Test
    void a_desktop_that_dies_by_itself_is_noticed_and_said() {
        installation.startAgent("agent-1", "process");
        var admin = installation.admin();
        String session = admin.start(DESKTOP);
        admin.awaitState(session, "running");

        ProcessHandle.of(Desktops.of(installation.folder()).getFirst())
                .orElseThrow()
                .destroyForcibly();

        admin.awaitState(session, "failed");
        assertThat(admin.get("/api/v1/sessions/" + session)
                        .body()
                        .path("error")
                        .path("message")
                        .asText())
                .isNotBlank();
    }

    @Test
    void a_killed_server_finds_its_agents_and_sessions_again() {
        installation.startAgent("agent-1", "process");
        var admin = installation.admin();
        String running = admin.start(DESKTOP);
        admin.awaitState(running, "running");
        List<Long> before = Desktops.of(installation.folder());
        String starting = admin.start(DESKTOP);

        installation.server().kill();
        installation.restartServer();

        installation.awaitAgent("agent-1", "online");
        admin.awaitState(running, "running");
        admin.awaitState(starting, "running");
        assertThat(Desktops.of(installation.folder())).hasSize(2).containsAll(before);
    }

    @Test
    void a_database_that_was_away_for_a_while_costs_nobody_a_session() {
        installation.startAgent("agent-1", "process");
        var admin = installation.admin();
        String session = admin.start(DESKTOP);
        admin.awaitState(session, "running");
        List<Long> before = Desktops.of(installation.folder());

        installation.stopDatabase();
        var refused = admin.post("/api/v1/sessions", Map.of("template", DESKTOP));
        installation.startDatabase();

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.text("message")).isNotBlank();
        installation.awaitAgent("agent-1", "online");
        admin.awaitState(session, "running");
        String another = admin.start(DESKTOP);
        admin.awaitState(another, "running");
        assertThat(Desktops.of(installation.folder())).hasSize(2).containsAll(before);
    }
}
