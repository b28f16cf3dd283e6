package io.streamspace.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamspace.protocol.testing.Component;
import io.streamspace.protocol.testing.Requires;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The images, and the three commands with which the README installs them, on a real engine. */
@Requires({Component.DOCKER, Component.DOCKER_COMPOSE})
class ComposeTest {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @TempDir
    private static Path folder;

    @Test
    void images_are_built_and_run_a_session_on_this_machines_engine_and_nothing_is_left() throws Exception {
        String project = "streamspace-test-" + ProcessHandle.current().pid();
        Compose.build(folder);
        Compose compose = Compose.up(folder, project);
        String session;
        try (compose) {
            session = lifeOfASession(compose, project);
        }
        assertThat(compose.remains()).isEmpty();
        assertThat(Command.docker("ps", "-aq", "--filter", "name=" + session).output())
                .isEmpty();
        assertThat(Command.docker("network", "ls", "-q", "--filter", "name=" + session)
                        .output())
                .isEmpty();
    }

    private static String lifeOfASession(Compose compose, String agent) {
        try {
            var admin = Api.login(compose.address(), "admin", compose.adminPassword());
            Awaitility.await("the agent to be online")
                    .atMost(LIMIT)
                    .until(() -> admin.get("/api/v1/agents/" + agent).text("status"), "online"::equals);
            assertThat(admin.get("/api/v1/agents/" + agent).text("platform")).isEqualTo("docker");

            String session = start(admin);
            Awaitility.await("the session to run")
                    .atMost(LIMIT)
                    .until(() -> admin.state(session), state -> state.equals("running") || state.equals("failed"));
            assertThat(admin.state(session))
                    .as(() -> admin.get("/api/v1/sessions/" + session) + "\n" + compose.logs())
                    .isEqualTo("running");
            try (Onlooker onlooker = Onlooker.of(admin, session)) {
                onlooker.assertStillSees();
            }

            for (String service : List.of("postgres", "redis", "server", "agent")) {
                Awaitility.await(service + " to be healthy")
                        .atMost(LIMIT)
                        .until(() -> compose.health(service), "healthy"::equals);
            }
            admin.delete("/api/v1/sessions/" + session);
            admin.awaitState(session, "terminated");
            return session;
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(e.getMessage() + "\n" + compose.logs(), e);
        }
    }

    private static String start(Api admin) {
        var answer = admin.post(
                "/api/v1/sessions",
                Map.of(
                        "template",
                        "desktop",
                        "persistent_home",
                        false,
                        "resources",
                        Map.of("memory", "512Mi"),
                        "params",
                        Map.of("geometry", "1024x768")));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        return answer.text("id");
    }
}
