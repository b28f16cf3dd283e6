package io.streamspace.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Templates through the API: what a form needs of them, and how administrators change them. */
class TemplatesTest {
    private static final String CAD = "/api/v1/templates/cad";

    private static RestServer server;
    private static TestApi admin;
    private static TestApi user;
    private static String document;

    @BeforeAll
    static void start() throws Exception {
        server = RestServer.start();
        admin = server.admin();
        user = server.user("ada");
        document = Files.readString(Path.of("src/test/resources/templates/cad.yaml"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static TestApi.Answer put(TestApi caller, String path, String yaml) throws Exception {
        return TestApi.send(caller.request(path)
                .setHeader("Content-Type", "application/yaml")
                .PUT(BodyPublishers.ofString(yaml))
                .build());
    }

    @Test
    void an_administrator_adds_a_template_and_its_form_is_seen_by_everybody() throws Exception {
        assertThat(put(admin, CAD, document).status()).isEqualTo(200);

        var params = user.get(CAD).json().get("params");

        assertThat(params.findValuesAsText("type")).containsExactly("geometry", "string", "integer");
        assertThat(params.get(0).get("choices")).hasToString("[\"1600x900\",\"2560x1440\"]");
        assertThat(params.get(0).get("default_value").asText()).isEqualTo("1600x900");
        assertThat(params.get(1).get("required").asBoolean()).isTrue();
        assertThat(params.get(1).get("pattern").asText()).isEqualTo("[A-Z]{2}-[0-9]{4}");
        assertThat(params.get(2).get("min").asInt()).isEqualTo(10);
        assertThat(params.get(2).get("max").asInt()).isEqualTo(500);
    }

    @Test
    void a_wrong_template_is_refused_with_its_field_and_changes_nothing() throws Exception {
        TestApi.Answer answer = put(admin, CAD, document.replace("persistentHome", "persistantHome"));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().get("message").asText())
                .contains("spec.persistantHome is no field here", "persistentHome");
        TestApi.Answer other = put(admin, "/api/v1/templates/other", document);
        assertThat(other.json().get("field").asText()).isEqualTo("metadata.name");
        assertThat(user.get("/api/v1/templates/other").status()).isEqualTo(404);
    }

    @Test
    void a_template_is_removed_once() throws Exception {
        put(admin, "/api/v1/templates/gone", document.replace("name: cad", "name: gone"));

        assertThat(admin.call("DELETE", "/api/v1/templates/gone", null).status())
                .isEqualTo(204);
        assertThat(admin.call("DELETE", "/api/v1/templates/gone", null).status())
                .isEqualTo(404);
    }

    @Test
    void nobody_else_changes_templates() throws Exception {
        assertThat(put(user, CAD, document).status()).isEqualTo(403);
        assertThat(user.call("DELETE", "/api/v1/templates/desk", null).status()).isEqualTo(403);
        assertThat(put(server.anonymous(), CAD, document).status()).isEqualTo(401);
    }
}
