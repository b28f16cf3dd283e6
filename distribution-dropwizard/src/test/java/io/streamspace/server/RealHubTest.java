package io.streamspace.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.streamspace.agent.Agent;
import io.streamspace.agent.AgentHealth;
import io.streamspace.agent.memory.InMemoryDriverFactory;
import io.streamspace.protocol.message.Capacity;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server as it ships: real hub, real database, and an agent that comes in through the one port. */
class RealHubTest {
    private static final String ENROLMENT_KEY = "enrolment key of the tests";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    private static Path folder;

    private static EmbeddedPostgres postgres;
    private static RunningServer server;
    private static Agent agent;

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.start();
        server = StreamSpaceApplication.start(
                TestServers.environment(
                        "AGENT_ENROLMENT_KEYS", ENROLMENT_KEY,
                        "DB_HOST", "localhost",
                        "DB_PORT", Integer.toString(postgres.getPort()),
                        "DB_NAME", "postgres",
                        "DB_USER", "postgres",
                        "DB_SSL_MODE", "disable"),
                null,
                null);
        assertThat(server.awaitReady(LIMIT)).isTrue();
        agent = Agent.builder()
                .id("agent-1")
                .controlPlane("ws://localhost:" + server.address().getPort())
                .enrolmentKey(ENROLMENT_KEY)
                .driver(new InMemoryDriverFactory(), Map.of())
                .capacity(new Capacity(5, 0, 0))
                .dataDirectory(folder)
                .build();
        agent.start();
        await().atMost(LIMIT).until(() -> agent.status().link() == AgentHealth.Link.ONLINE);
    }

    @AfterAll
    static void stop() throws Exception {
        agent.close();
        server.close();
        postgres.close();
    }

    private static JsonNode call(String method, String path, String token, String body) throws Exception {
        HttpResponse<String> response = send(method, path, token, body);
        assertThat(response.statusCode()).as(response.body()).isLessThan(300);
        return JSON.readTree(response.body());
    }

    private static HttpResponse<String> send(String method, String path, String token, String body) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(server.address().resolve(path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String token() throws Exception {
        return call(
                        "POST",
                        "/api/v1/auth/login",
                        "",
                        "{\"username\":\"admin\",\"password\":\"" + TestServers.ADMIN_PASSWORD + "\"}")
                .get("token")
                .asText();
    }

    @Test
    void a_session_is_started_on_the_agent_seen_through_the_port_and_ended() throws Exception {
        String token = token();
        String path = "/api/v1/sessions/"
                + call("POST", "/api/v1/sessions", token, "{\"template\":\"demo\"}")
                        .get("id")
                        .asText();
        await().atMost(LIMIT)
                .until(() -> call("GET", path, token, "").get("state").asText().equals("running"));
        JsonNode ticket = call("POST", path + "/ticket", token, "{}");

        Greeting greeting = new Greeting();
        WebSocket viewer = HTTP.newWebSocketBuilder()
                .subprotocols("binary")
                .buildAsync(
                        URI.create("ws://localhost:" + server.address().getPort() + "/"
                                + ticket.get("path").asText() + "?ticket="
                                + ticket.get("ticket").asText()),
                        greeting)
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
        assertThat(greeting.text.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo("RFB 003.008\n");
        viewer.abort();

        call("DELETE", path, token, "");
        await().atMost(LIMIT)
                .until(() -> call("GET", path, token, "").get("state").asText().equals("terminated"));
    }

    @Test
    void a_parameter_that_does_not_fit_is_refused_by_field_through_the_api() throws Exception {
        HttpResponse<String> response = send(
                "POST", "/api/v1/sessions", token(), "{\"template\":\"desktop\",\"params\":{\"geometry\":\"huge\"}}");

        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(JSON.readTree(response.body()).get("field").asText()).isEqualTo("params.geometry");
        assertThat(JSON.readTree(response.body()).get("message").asText()).contains("1280x800");
    }

    @Test
    void agents_and_readiness_are_seen_by_the_operator() throws Exception {
        JsonNode agents = call("GET", "/api/v1/agents?status=online", token(), "");
        assertThat(agents.get(0).get("agent_id").asText()).isEqualTo("agent-1");
        assertThat(agents.get(0).get("platform").asText()).isEqualTo("memory");
        assertThat(call("GET", "/ready", "", "").get("status").asText()).isEqualTo("ready");
    }

    /** The first twelve bytes of a desktop. */
    private static final class Greeting implements WebSocket.Listener {
        private final CompletableFuture<String> text = new CompletableFuture<>();
        private final StringBuilder received = new StringBuilder();

        @Override
        public CompletionStage<?> onBinary(WebSocket viewer, ByteBuffer bytes, boolean last) {
            received.append(StandardCharsets.US_ASCII.decode(bytes));
            if (received.length() >= 12) {
                text.complete(received.substring(0, 12));
            }
            viewer.request(1);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void onError(WebSocket viewer, Throwable failure) {
            text.completeExceptionally(failure);
        }
    }
}
