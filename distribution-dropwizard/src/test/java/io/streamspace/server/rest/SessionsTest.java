package io.streamspace.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamspace.protocol.state.SessionState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionsTest {
    private static RestServer server;
    private static TestApi ada;
    private static TestApi admin;

    @BeforeAll
    static void start() throws Exception {
        server = RestServer.start();
        ada = server.user("ada");
        admin = server.admin();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String started(TestApi user) throws Exception {
        return user.call("POST", "/api/v1/sessions", "{\"template\":\"desk\"}")
                .json()
                .get("id")
                .asText();
    }

    private static String running(TestApi user) throws Exception {
        String id = started(user);
        server.hub.sessions.move(id, SessionState.RUNNING);
        return id;
    }

    @Test
    void a_session_is_created_as_the_guides_show() throws Exception {
        TestApi.Answer answer = ada.call("POST", "/api/v1/sessions", """
                {"user":"ada","template":"desk","state":"running","tags":["work"],"region":"eu","platform":"memory",
                 "resources":{"cpu":2,"memory":"2Gi"},"persistent_home":true,"idle_timeout":"30m","params":{"a":"b"}}
                """);
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().get("id").asText()).startsWith("sess-");
        assertThat(answer.json().get("state").asText()).isEqualTo("pending");
        assertThat(answer.json().get("desired_state").asText()).isEqualTo("running");
        assertThat(answer.json().get("display_name").asText()).isEqualTo("Desk");
        assertThat(answer.json().get("tags")).hasToString("[\"work\"]");
        assertThat(answer.json().get("resources")).hasToString("{\"cpu\":2.0,\"memory\":\"2Gi\"}");
        assertThat(answer.json().has("error")).isFalse();
        assertThat(answer.header("Location"))
                .isEqualTo("sessions/" + answer.json().get("id").asText());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | 422 | template",
                "{\"template\":\" \"} | 422 | template",
                "{\"template\":\"desk\",\"state\":\"hibernated\"} | 422 | state",
                "{\"template\":\"desk\",\"tags\":\"work\"} | 422 | tags",
                "{\"template\":\"desk\",\"tags\":[null]} | 422 | tags",
                "{\"template\":\"desk\",\"resources\":{\"cpu\":\"many\"}} | 422 | resources.cpu",
                "{\"template\":\"desk\",\"resources\":{\"cpu\":-1}} | 422 | resources.cpu",
                "{\"template\":\"desk\",\"resources\":{\"memory\":\"much\"}} | 422 | resources.memory",
                "{\"template\":{}} | 422 | template",
            })
    void a_wrong_field_is_named(String body, int status, String field) throws Exception {
        TestApi.Answer answer = ada.call("POST", "/api/v1/sessions", body);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().get("field").asText()).isEqualTo(field);
        assertThat(answer.json().get("message").asText()).isNotBlank();
    }

    @Test
    void an_unknown_template_is_refused_with_its_code() throws Exception {
        TestApi.Answer answer = ada.call("POST", "/api/v1/sessions", "{\"template\":\"none\"}");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("template_not_found");
    }

    @Test
    void a_user_cannot_start_a_session_for_somebody_else_but_an_administrator_can() throws Exception {
        assertThat(ada.call("POST", "/api/v1/sessions", "{\"template\":\"desk\",\"user\":\"bob\"}")
                        .status())
                .isEqualTo(403);
        assertThat(admin.call("POST", "/api/v1/sessions", "{\"template\":\"desk\",\"user\":\"bob\"}")
                        .json()
                        .get("user")
                        .asText())
                .isEqualTo("bob");
    }

    @Test
    void a_session_is_hibernated_woken_and_ended() throws Exception {
        String path = "/api/v1/sessions/" + running(ada);
        TestApi.Answer hibernating = ada.call("PATCH", path, "{\"state\":\"hibernated\"}");
        assertThat(hibernating.status()).isEqualTo(202);
        assertThat(hibernating.json().get("state").asText()).isEqualTo("hibernating");
        assertThat(ada.call("PATCH", path, "{\"state\":\"running\"}").code()).isEqualTo("invalid_state");
        server.hub.sessions.move(path.substring(path.lastIndexOf('/') + 1), SessionState.HIBERNATED);
        assertThat(ada.call("PATCH", path, "{\"state\":\"running\"}")
                        .json()
                        .get("state")
                        .asText())
                .isEqualTo("waking");
        TestApi.Answer ended = ada.call("DELETE", path, null);
        assertThat(ended.status()).isEqualTo(202);
        assertThat(ended.json().get("desired_state").asText()).isEqualTo("terminated");
    }

    @Test
    void a_failed_session_is_started_again_by_wanting_it_to_run() throws Exception {
        String id = started(ada);
        server.hub.sessions.move(id, SessionState.FAILED);
        assertThat(ada.call("PATCH", "/api/v1/sessions/" + id, "{\"state\":\"running\"}")
                        .json()
                        .get("state")
                        .asText())
                .isEqualTo("pending");
    }

    @Test
    void tags_are_changed_without_touching_the_state() throws Exception {
        TestApi.Answer answer = ada.call("PATCH", "/api/v1/sessions/" + started(ada), "{\"tags\":[\"a\",\"b\"]}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("tags")).hasToString("[\"a\",\"b\"]");
    }

    @Test
    void a_change_of_nothing_and_an_unknown_state_are_refused() throws Exception {
        String path = "/api/v1/sessions/" + started(ada);
        for (String body : List.of("{}", "{\"state\":\"terminated\"}", "{\"stat\":\"running\"}")) {
            TestApi.Answer answer = ada.call("PATCH", path, body);
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.json().get("field").asText()).isEqualTo("state");
        }
    }

    @Test
    void a_list_is_a_bare_array_that_is_paged_by_headers() throws Exception {
        TestApi pat = server.user("pat");
        List<String> started = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            started.add(started(pat));
        }
        List<String> seen = new ArrayList<>();
        String query = "?limit=2&state=pending,running";
        for (int pages = 0; !query.isEmpty(); pages++) {
            assertThat(pages).isLessThan(3);
            TestApi.Answer page = pat.get("/api/v1/sessions" + query);
            assertThat(page.header("X-Total-Count")).isEqualTo("5");
            page.json().forEach(session -> seen.add(session.get("id").asText()));
            query = page.header("Link").replaceAll("<(.*)>; rel=\"next\"", "$1");
            assertThat(query)
                    .satisfiesAnyOf(
                            q -> assertThat(q).isEmpty(), q -> assertThat(q).startsWith("?"));
        }
        assertThat(seen).containsExactlyElementsOf(started.reversed());
    }

    @ParameterizedTest
    @CsvSource({"limit=0,invalid_request", "limit=501,invalid_request", "limit=x,not_found", "state=odd,invalid_request"
    })
    void a_wrong_query_is_refused(String query, String code) throws Exception {
        assertThat(ada.get("/api/v1/sessions?" + query).code()).isEqualTo(code);
    }

    @Test
    void everybodys_sessions_are_for_administrators() throws Exception {
        String id = started(ada);
        assertThat(ada.get("/api/v1/sessions?all=true").status()).isEqualTo(403);
        assertThat(admin.get("/api/v1/sessions?all=true&limit=500").raw().body())
                .contains(id);
        assertThat(admin.get("/api/v1/sessions").raw().body()).doesNotContain(id);
    }

    @Test
    void a_ticket_opens_a_running_session_only() throws Exception {
        String id = started(ada);
        assertThat(ada.call("POST", "/api/v1/sessions/" + id + "/ticket", "{}").status())
                .isEqualTo(409);
        server.hub.sessions.move(id, SessionState.RUNNING);
        TestApi.Answer ticket = TestApi.send(ada.request("/api/v1/sessions/" + id + "/ticket")
                .header("Origin", "https://portal.example")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString("{\"mode\":\"view\"}"))
                .build());
        assertThat(ticket.status()).isEqualTo(200);
        assertThat(ticket.json().get("path").asText()).isEqualTo("api/v1/vnc/" + id);
        assertThat(ticket.json().get("desktop_name").asText()).isEqualTo("Desk");
        assertThat(server.hub.issued).contains("ada VIEW CONTROL https://portal.example");
        assertThat(ada.call("POST", "/api/v1/sessions/" + id + "/ticket", "{\"mode\":\"steal\"}")
                        .json()
                        .get("field")
                        .asText())
                .isEqualTo("mode");
        assertThat(ada.call("POST", "/api/v1/sessions/" + id + "/ticket", null).status())
                .isEqualTo(200);
    }

    @Test
    void limits_are_shown_and_those_that_are_no_duration_refused() throws Exception {
        var session = ada.call(
                        "POST",
                        "/api/v1/sessions",
                        "{\"template\":\"desk\",\"idle_timeout\":\"30m\",\"max_session_duration\":\"PT8H\"}")
                .json();
        assertThat(session.get("idle_timeout").asText()).isEqualTo("PT30M");
        assertThat(session.get("max_session_duration").asText()).isEqualTo("PT8H");

        var refused = ada.call("POST", "/api/v1/sessions", "{\"template\":\"desk\",\"idle_timeout\":\"soon\"}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().get("field").asText()).isEqualTo("idle_timeout");
        assertThat(refused.json().get("message").asText()).contains("such as 30s, 5m, 1h or PT30M");
        var tooShort = ada.call("POST", "/api/v1/sessions", "{\"template\":\"desk\",\"max_session_duration\":\"1s\"}");
        assertThat(tooShort.status()).isEqualTo(422);
        assertThat(tooShort.json().get("message").asText()).contains("max_session_duration must be between");
    }

    @Test
    void templates_tell_whether_they_could_start() throws Exception {
        TestApi.Answer answer = ada.get("/api/v1/templates");
        var byName = answer.json();
        assertThat(byName.findValuesAsText("name")).contains("desk", "far");
        TestApi.Answer far = ada.get("/api/v1/templates/far");
        assertThat(far.json().get("available").asBoolean()).isFalse();
        assertThat(far.json().get("unavailable_reason").asText()).contains("nowhere");
        assertThat(ada.get("/api/v1/templates/none").status()).isEqualTo(404);
    }

    @Test
    void while_the_database_is_away_the_answer_is_503_with_a_sentence() throws Exception {
        server.hub.sessions.goDown(true);
        try {
            TestApi.Answer answer = ada.get("/api/v1/sessions");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.code()).isEqualTo("unavailable");
        } finally {
            server.hub.sessions.goDown(false);
        }
    }
}
