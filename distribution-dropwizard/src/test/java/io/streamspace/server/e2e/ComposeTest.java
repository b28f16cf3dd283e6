package io.streamspace.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamspace.protocol.testing.RequiresDocker;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The images, and the three commands with which the README installs them, on a real engine. */
@RequiresDocker
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
            var admin = Api.login(compose.address(), "admin", compose.adminPassword());
            Awaitility.await("the agent to be online")
                    .atMost(LIMIT)
                    .until(() -> admin.get("/api/v1/agents/" + project).text("status"), "online"::equals);
            assertThat(admin.get("/api/v1/agents/" + project).text("platform")).isEqualTo("docker");
            for (String service : List.of("postgres", "redis", "server", "agent")) {
                Awaitility.await(service + " to be healthy")
                        .atMost(LIMIT)
                        .until(() -> compose.health(service), "healthy"::equals);
            }

            session = start(admin);
            Awaitility.await("the session to run")
                    .atMost(LIMIT)
                    .failFast(() -> assertThat(admin.state(session))
                            .as(compose.logs("agent"))
                            .isNotEqualTo("failed"))
                    .until(() -> admin.state(session), "running"::equals);
            assertThat(greeting(compose, admin, session)).isEqualTo("RFB 003.008\n");

            admin.delete("/api/v1/sessions/" + session);
            admin.awaitState(session, "terminated");
        }
        assertThat(compose.remains()).isEmpty();
        assertThat(Command.docker("ps", "-aq", "--filter", "name=" + session).output())
                .isEmpty();
        assertThat(Command.docker("network", "ls", "-q", "--filter", "name=" + session)
                        .output())
                .isEmpty();
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

    /** The first bytes of the desktop, as a viewer gets them. */
    private static String greeting(Compose compose, Api admin, String session) throws Exception {
        var ticket = admin.post("/api/v1/sessions/" + session + "/ticket", Map.of());
        var first = new FirstBytes();
        WebSocket viewer = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols("binary")
                .buildAsync(
                        java.net.URI.create(compose.address().toString().replace("http", "ws") + ticket.text("path")
                                + "?ticket=" + ticket.text("ticket")),
                        first)
                .get(30, TimeUnit.SECONDS);
        try {
            return first.text.get(30, TimeUnit.SECONDS);
        } finally {
            viewer.abort();
        }
    }

    private static final class FirstBytes implements WebSocket.Listener {
        private static final int GREETING = 12;

        private final CompletableFuture<String> text = new CompletableFuture<>();
        private final ByteArrayOutputStream received = new ByteArrayOutputStream();

        @Override
        public CompletionStage<?> onBinary(WebSocket viewer, ByteBuffer bytes, boolean last) {
            byte[] some = new byte[bytes.remaining()];
            bytes.get(some);
            received.writeBytes(some);
            if (received.size() >= GREETING) {
                text.complete(received.toString(java.nio.charset.StandardCharsets.US_ASCII)
                        .substring(0, GREETING));
            }
            viewer.request(1);
            return CompletableFuture.completedFuture(null);
        }
    }
}
