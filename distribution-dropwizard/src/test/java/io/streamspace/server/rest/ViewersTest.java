package io.streamspace.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.streamspace.protocol.state.SessionState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The owner's view of who looks at a session. */
class ViewersTest {
    private static RestServer server;
    private static TestApi owner;
    private String path;

    @BeforeAll
    static void start() throws Exception {
        server = RestServer.start();
        owner = server.user("owner");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void look() throws Exception {
        String id = owner.call("POST", "/api/v1/sessions", "{\"template\":\"desk\"}")
                .json()
                .get("id")
                .asText();
        server.hub.sessions.move(id, SessionState.RUNNING);
        server.hub.viewers.add("view-1", id, "owner");
        server.hub.viewers.add("view-2", id, "guest");
        path = "/api/v1/sessions/" + id + "/viewers";
    }

    @Test
    void the_list_says_who_looks_how_and_how_much() throws Exception {
        JsonNode first = owner.get(path).json().get(0);

        assertThat(first.toString())
                .contains("\"id\":\"view-1\"", "\"user\":\"owner\"", "\"mode\":\"control\"")
                .contains("\"max_mode\":\"control\"", "\"clipboard\":\"both\"", "\"bytes_to_viewer\":7");
    }

    @Test
    void a_viewer_is_changed_and_answered_as_it_then_is() throws Exception {
        JsonNode changed = owner.call(
                        "PATCH",
                        path + "/view-2",
                        "{\"mode\":\"view\",\"clipboard\":\"from_desktop\",\"max_bytes_per_second\":100000}")
                .json();

        assertThat(changed.get("mode").asText()).isEqualTo("view");
        assertThat(changed.get("clipboard").asText()).isEqualTo("from_desktop");
        assertThat(changed.get("max_bytes_per_second").asLong()).isEqualTo(100_000);
    }

    @Test
    void one_takes_over_and_another_is_disconnected() throws Exception {
        assertThat(owner.call("POST", path + "/view-2/take_over", null).status())
                .isEqualTo(200);
        assertThat(owner.get(path).json().findValuesAsText("mode")).containsExactly("view", "control");

        assertThat(owner.call("DELETE", path + "/view-2", null).status()).isEqualTo(204);
        assertThat(owner.get(path).json()).hasSize(1);
        assertThat(owner.call("DELETE", path + "/view-2", null).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | mode",
                "{\"mode\":\"admin\"} | mode",
                "{\"clipboard\":\"sideways\"} | clipboard",
                "{\"max_bytes_per_second\":12} | max_bytes_per_second",
                "{\"max_bytes_per_second\":-1} | max_bytes_per_second",
                "{\"max_bytes_per_second\":\"fast\"} | max_bytes_per_second",
            })
    void what_cannot_be_is_refused_with_the_field(String body, String field) throws Exception {
        TestApi.Answer answer = owner.call("PATCH", path + "/view-1", body);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().get("message").asText()).contains(field);
    }
}
