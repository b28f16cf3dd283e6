package io.streamspace.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamspace.hub.SessionQuery;
import io.streamspace.hub.StartRequest;
import io.streamspace.protocol.state.SessionState;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Accounts, agents, health, readiness and metrics. */
class OperatorsTest {
    private static RestServer server;
    private static TestApi admin;

    @BeforeAll
    static void start() throws Exception {
        server = RestServer.start();
        admin = server.admin();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void accounts_are_created_listed_and_removed() throws Exception {
        TestApi.Answer created = admin.call(
                "POST", "/api/v1/users", "{\"username\":\"Grace\",\"password\":\"long enough\",\"role\":\"user\"}");
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().get("username").asText()).isEqualTo("grace");
        assertThat(created.header("Location")).isEqualTo("users/grace");
        assertThat(admin.call("POST", "/api/v1/users", TestApi.credentials("grace", "long enough"))
                        .code())
                .isEqualTo("user_exists");
        assertThat(admin.get("/api/v1/users").json().findValuesAsText("username"))
                .contains("admin", "grace");
        assertThat(admin.get("/api/v1/users").raw().body()).doesNotContain("argon2");
        assertThat(admin.call("DELETE", "/api/v1/users/grace", null).status()).isEqualTo(204);
        assertThat(admin.call("DELETE", "/api/v1/users/grace", null).code()).isEqualTo("user_not_found");
    }

    @Test
    void wrong_accounts_are_refused_by_field() throws Exception {
        assertThat(field("{\"username\":\"no spaces\",\"password\":\"long enough\"}"))
                .isEqualTo("username");
        assertThat(field("{\"username\":\"ok\",\"password\":\"short\"}")).isEqualTo("password");
        assertThat(field("{\"username\":\"ok\",\"password\":\"long enough\",\"role\":\"king\"}"))
                .isEqualTo("role");
    }

    private static String field(String body) throws Exception {
        TestApi.Answer answer = admin.call("POST", "/api/v1/users", body);
        assertThat(answer.status()).isEqualTo(422);
        return answer.json().get("field").asText();
    }

    @Test
    void the_last_administrator_cannot_remove_the_own_account() throws Exception {
        assertThat(admin.call("DELETE", "/api/v1/users/admin", null).code()).isEqualTo("own_account");
    }

    @Test
    void all_sessions_of_a_removed_account_are_ended_however_many() throws Exception {
        server.user("busy");
        for (int i = 0; i < 250; i++) {
            server.hub.sessions.start(StartRequest.of("busy", "desk"));
        }
        admin.call("DELETE", "/api/v1/users/busy", null);
        assertThat(server.hub
                        .sessions
                        .list(new SessionQuery("busy", Set.of(SessionState.PENDING), null, 500, null))
                        .items())
                .isEmpty();
    }

    @Test
    void sessions_of_a_removed_account_are_ended() throws Exception {
        TestApi user = server.user("shortlived");
        String id = user.call("POST", "/api/v1/sessions", "{\"template\":\"desk\"}")
                .json()
                .get("id")
                .asText();
        admin.call("DELETE", "/api/v1/users/shortlived", null);
        assertThat(server.hub.sessions.find(id).orElseThrow().state()).isEqualTo(SessionState.TERMINATING);
    }

    @Test
    void an_agent_enrols_with_an_enrolment_key_only() throws Exception {
        String body = "{\"agent_id\":\"a1\",\"platform\":\"memory\",\"region\":\"eu\"}";
        TestApi.Answer enrolled =
                server.anonymous().as(FakeAgents.ENROLMENT_KEY).call("POST", "/api/v1/agents/register", body);
        assertThat(enrolled.status()).isEqualTo(201);
        assertThat(enrolled.json()).hasToString("{\"agent_id\":\"a1\",\"agent_key\":\"key-of-a1\"}");
        assertThat(server.anonymous()
                        .call("POST", "/api/v1/agents/register", body)
                        .status())
                .isEqualTo(401);
        assertThat(server.anonymous()
                        .as("wrong")
                        .call("POST", "/api/v1/agents/register", body)
                        .code())
                .isEqualTo("enrolment_refused");
        assertThat(admin.call("POST", "/api/v1/agents/register", body).status()).isEqualTo(401);
    }

    @Test
    void agents_are_listed_drained_and_forgotten() throws Exception {
        server.hub.agents.register(FakeAgents.ENROLMENT_KEY, "a2", "docker", "us");
        assertThat(admin.get("/api/v1/agents?platform=docker&status=online&region=us")
                        .json()
                        .findValuesAsText("agent_id"))
                .containsExactly("a2");
        assertThat(admin.get("/api/v1/agents?region=mars").json()).isEmpty();
        assertThat(admin.get("/api/v1/agents?status=odd").json().get("field").asText())
                .isEqualTo("status");
        TestApi.Answer drained = admin.call("PATCH", "/api/v1/agents/a2", "{\"draining\":true}");
        assertThat(drained.json().get("status").asText()).isEqualTo("draining");
        assertThat(drained.json().get("capacity")).hasToString("{\"max_sessions\":10,\"max_memory\":\"4Gi\"}");
        assertThat(admin.call("PATCH", "/api/v1/agents/a2", "{\"status\":\"online\"}")
                        .json()
                        .get("status")
                        .asText())
                .isEqualTo("online");
        assertThat(admin.call("PATCH", "/api/v1/agents/a2", "{\"status\":\"draining\"}")
                        .json()
                        .get("status")
                        .asText())
                .isEqualTo("draining");
        assertThat(admin.call("PATCH", "/api/v1/agents/a2", "{\"status\":\"asleep\"}")
                        .status())
                .isEqualTo(422);
        assertThat(admin.call("PATCH", "/api/v1/agents/a2", "{}")
                        .json()
                        .get("field")
                        .asText())
                .isEqualTo("draining");
        assertThat(admin.get("/api/v1/agents/a2").status()).isEqualTo(200);
        assertThat(admin.call("DELETE", "/api/v1/agents/a2", null).status()).isEqualTo(204);
        assertThat(admin.get("/api/v1/agents/a2").code()).isEqualTo("agent_not_found");
    }

    @Test
    void health_is_what_the_guides_show() throws Exception {
        assertThat(server.anonymous().get("/health").json())
                .isEqualTo(new com.fasterxml.jackson.databind.ObjectMapper()
                        .readTree("{\"status\":\"healthy\",\"service\":\"streamspace-api\"}"));
    }

    @Test
    void readiness_follows_the_parts_of_the_hub() throws Exception {
        assertThat(server.anonymous().get("/ready").json().get("status").asText())
                .isEqualTo("ready");
        server.hub.setReady(false);
        try {
            TestApi.Answer answer = server.anonymous().get("/ready");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.raw().body()).contains("The database does not answer.");
        } finally {
            server.hub.setReady(true);
        }
    }

    @Test
    void a_server_whose_database_comes_later_lives_at_once_and_is_ready_then() throws Exception {
        var database = new SwitchableDatabase();
        try (RestServer late = new RestServer(database.inFrontOf(RestServer.freshDatabase()))) {
            assertThat(late.anonymous().get("/health").status()).isEqualTo(200);
            TestApi.Answer waiting = late.anonymous().get("/ready");
            assertThat(waiting.status()).isEqualTo(503);
            assertThat(waiting.raw().body()).contains("not_ready").doesNotContain("Exception");
            assertThat(late.anonymous()
                            .call("POST", "/api/v1/auth/login", TestApi.credentials("admin", "any password"))
                            .status())
                    .isEqualTo(503);
            database.reachable = true;
            assertThat(late.server.awaitReady(Duration.ofSeconds(30))).isTrue();
            assertThat(late.anonymous().get("/ready").status()).isEqualTo(200);
        }
    }

    @Test
    void metrics_have_sensible_names_and_count_requests() throws Exception {
        admin.get("/api/v1/templates");
        Awaitility.await()
                .untilAsserted(() -> assertThat(
                                server.anonymous().get("/metrics").raw().body())
                        .contains("jvm_memory_used_bytes")
                        .contains("process_uptime_seconds")
                        .contains("streamspace_server_event_streams")
                        .containsPattern("(?m)^.*_requests.* [1-9]"));
    }

    @Test
    void a_body_above_the_limit_is_refused() throws Exception {
        var large = admin.request("/api/v1/users")
                .POST(BodyPublishers.ofByteArray(new byte[2 << 20]))
                .build();
        assertThat(TestApi.send(large).status()).isEqualTo(413);
    }

    /** A database that can be away. */
    private static final class SwitchableDatabase {
        private volatile boolean reachable;

        DataSource inFrontOf(DataSource real) {
            return (DataSource) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, args) -> {
                        if (method.getName().equals("getConnection") && !reachable) {
                            throw new SQLException("connection refused");
                        }
                        try {
                            return method.invoke(real, args);
                        } catch (InvocationTargetException e) {
                            throw e.getTargetException();
                        }
                    });
        }
    }
}
