package io.streamspace.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamspace.protocol.state.SessionState;
import io.streamspace.vnc.ViewerMode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Any user could list, stop or watch another's session: not here. */
class OwnershipTest {
    private static RestServer server;
    private static TestApi owner;
    private static TestApi other;
    private static TestApi guest;
    private static TestApi admin;

    @BeforeAll
    static void start() throws Exception {
        server = RestServer.start();
        owner = server.user("owner");
        other = server.user("other");
        guest = server.user("guest");
        admin = server.admin();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String session() throws Exception {
        String id = owner.call("POST", "/api/v1/sessions", "{\"template\":\"desk\"}")
                .json()
                .get("id")
                .asText();
        server.hub.sessions.move(id, SessionState.RUNNING);
        return id;
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "GET    | |",
                "PATCH  | | {\"state\":\"hibernated\"}",
                "PATCH  | | {\"tags\":[\"mine\"]}",
                "DELETE | |",
                "GET    | /events |",
                "POST   | /ticket | {}",
                "GET    | /viewers |",
                "PATCH  | /viewers/view-1 | {\"mode\":\"control\"}",
                "DELETE | /viewers/view-1 |",
                "POST   | /viewers/view-1/take_over | {}",
                "GET    | /shares |",
                "PUT    | /shares/other | {\"mode\":\"control\"}",
                "DELETE | /shares/guest |",
            })
    void somebody_elses_session_does_not_exist(String method, String below, String body) throws Exception {
        String suffix = below == null ? "" : below;
        String id = session();
        TestApi.Answer foreign = other.call(method, "/api/v1/sessions/" + id + suffix, body);
        TestApi.Answer missing = other.call(method, "/api/v1/sessions/sess-none" + suffix, body);
        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.raw().body()).isEqualTo(missing.raw().body());
        assertThat(server.hub.sessions.find(id).orElseThrow().state()).isEqualTo(SessionState.RUNNING);
        assertThat(server.anonymous()
                        .call(method, "/api/v1/sessions/" + id + suffix, body)
                        .status())
                .isEqualTo(401);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "PATCH  | | {\"state\":\"hibernated\"}",
                "PATCH  | | {\"tags\":[\"mine\"]}",
                "DELETE | |",
                "GET    | /viewers |",
                "PATCH  | /viewers/view-1 | {\"mode\":\"control\"}",
                "DELETE | /viewers/view-1 |",
                "POST   | /viewers/view-1/take_over | {}",
                "GET    | /shares |",
                "PUT    | /shares/guest | {\"mode\":\"control\"}",
                "PUT    | /shares/other | {\"mode\":\"control\"}",
                "DELETE | /shares/guest |",
            })
    void who_is_shared_a_session_manages_neither_it_nor_its_viewers_nor_its_shares(
            String method, String below, String body) throws Exception {
        String id = session();
        assertThat(owner.call("PUT", "/api/v1/sessions/" + id + "/shares/guest", "{}")
                        .status())
                .isEqualTo(200);
        TestApi.Answer answer = guest.call(method, "/api/v1/sessions/" + id + (below == null ? "" : below), body);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(server.hub.sessions.find(id).orElseThrow().state()).isEqualTo(SessionState.RUNNING);
        assertThat(server.hub.shares.find(id, "guest").orElseThrow().mode()).isEqualTo(ViewerMode.VIEW);
        assertThat(server.hub.shares.find(id, "other")).isEmpty();
    }

    @Test
    void who_is_shared_a_session_sees_and_opens_it_with_at_most_that_mode_until_it_is_taken_back() throws Exception {
        String path = "/api/v1/sessions/" + session();
        String id = path.substring(path.lastIndexOf('/') + 1);
        assertThat(guest.get(path).status()).isEqualTo(404);

        owner.call("PUT", path + "/shares/guest", "{\"mode\":\"view\"}");

        assertThat(guest.get(path).json().get("actions")).hasSize(1);
        assertThat(guest.get("/api/v1/sessions?limit=500").raw().body()).contains(id);
        TestApi.Answer ticket = guest.call("POST", path + "/ticket", "{\"mode\":\"control\"}");
        assertThat(ticket.json().get("mode").asText()).isEqualTo("view");
        assertThat(server.hub.issued.getLast()).startsWith("guest VIEW VIEW");
        assertThat(other.get(path).status()).as("a third user").isEqualTo(404);
        assertThat(other.call("POST", path + "/ticket", "{}").status()).isEqualTo(404);

        owner.call("PUT", path + "/shares/guest", "{\"mode\":\"control\"}");
        assertThat(guest.call("POST", path + "/ticket", "{\"mode\":\"view\"}").status())
                .isEqualTo(200);
        assertThat(server.hub.issued.getLast()).startsWith("guest VIEW CONTROL");

        assertThat(owner.call("DELETE", path + "/shares/guest", null).status()).isEqualTo(204);
        assertThat(guest.get(path).status()).isEqualTo(404);
        assertThat(guest.call("POST", path + "/ticket", "{}").status()).isEqualTo(404);
        assertThat(guest.get("/api/v1/sessions?limit=500").raw().body()).doesNotContain(id);
        assertThat(owner.call("DELETE", path + "/shares/guest", null).status()).isEqualTo(404);
    }

    @Test
    void an_account_that_is_removed_leaves_no_share_to_the_next_one_of_its_name() throws Exception {
        String id = session();
        server.user("brief");
        assertThat(owner.call("PUT", "/api/v1/sessions/" + id + "/shares/Brief", null)
                        .status())
                .isEqualTo(200);

        assertThat(admin.call("DELETE", "/api/v1/users/brief", null).status()).isEqualTo(204);

        assertThat(server.hub.shares.find(id, "brief")).isEmpty();
        assertThat(owner.call("PUT", "/api/v1/sessions/" + id + "/shares/brief", null)
                        .status())
                .isEqualTo(422);
    }

    @Test
    void an_administrator_reaches_everybodys_session() throws Exception {
        String path = "/api/v1/sessions/" + session();
        assertThat(admin.get(path).status()).isEqualTo(200);
        assertThat(admin.call("PATCH", path, "{\"tags\":[\"seen\"]}").status()).isEqualTo(200);
        assertThat(admin.call("POST", path + "/ticket", "{}").status()).isEqualTo(200);
        assertThat(admin.call("DELETE", path, null).status()).isEqualTo(202);
    }

    @Test
    void lists_and_events_show_ones_own_only() throws Exception {
        String id = session();
        assertThat(other.get("/api/v1/sessions?limit=500").raw().body()).doesNotContain(id);
        try (EventReader events = EventReader.open(other, "/api/v1/sessions/events")) {
            server.hub.sessions.progress(id, "pulling", 0.5);
            server.hub.sessions.move(id, SessionState.HIBERNATING);
            String own = other.call("POST", "/api/v1/sessions", "{\"template\":\"desk\"}")
                    .json()
                    .get("id")
                    .asText();
            EventReader.Event first = events.next(Duration.ofSeconds(10));
            assertThat(first.data().get("id").asText()).isEqualTo(own);
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "GET    | /api/v1/users |",
                "POST   | /api/v1/users | {\"username\":\"x\",\"password\":\"long enough\",\"role\":\"admin\"}",
                "DELETE | /api/v1/users/owner |",
                "GET    | /api/v1/agents |",
                "GET    | /api/v1/agents/a |",
                "PATCH  | /api/v1/agents/a | {\"draining\":true}",
                "DELETE | /api/v1/agents/a |",
            })
    void what_is_for_administrators_is_closed_to_users_and_strangers(String method, String path, String body)
            throws Exception {
        assertThat(other.call(method, path, body).status()).isEqualTo(403);
        assertThat(server.anonymous().call(method, path, body).status()).isEqualTo(401);
    }

    @Test
    void a_stranger_gets_nothing_but_what_is_meant_for_everybody() throws Exception {
        for (String path :
                List.of("/api/v1/auth/me", "/api/v1/templates", "/api/v1/sessions", "/api/v1/sessions/events")) {
            assertThat(server.anonymous().get(path).status()).as(path).isEqualTo(401);
        }
        for (String path : List.of("/health", "/ready", "/metrics", "/api/v1/openapi.json", "/api/v1/openapi.yaml")) {
            assertThat(server.anonymous().get(path).status()).as(path).isEqualTo(200);
        }
    }
}
