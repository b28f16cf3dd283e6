package io.streamspace.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamspace.protocol.state.SessionState;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is worth it is compressed on the one port, and what streams is not held up by it. */
class GzipTest {
    private static RestServer server;
    private static TestApi user;

    @BeforeAll
    static void start() throws Exception {
        server = RestServer.start();
        user = server.user("ada");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HttpResponse<InputStream> get(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        user.request(path).header("Accept-Encoding", "gzip").build(),
                        HttpResponse.BodyHandlers.ofInputStream());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/openapi.json",
                "/api/v1/openapi.yaml",
                "/api/v1/templates",
                "/assets/app.js",
                "/assets/app.css"
            })
    void json_and_text_are_compressed_for_who_takes_it(String path) throws Exception {
        HttpResponse<InputStream> response = get(path);

        assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
        try (InputStream plain = new GZIPInputStream(response.body())) {
            assertThat(plain.readAllBytes())
                    .isEqualTo(user.get(path).raw().body().getBytes());
        }
    }

    @Test
    void events_are_not_and_come_at_once() throws Exception {
        HttpResponse<InputStream> response = get("/api/v1/sessions/events");
        String id = user.call("POST", "/api/v1/sessions", "{\"template\":\"desk\"}")
                .json()
                .get("id")
                .asText();
        server.hub.sessions.move(id, SessionState.RUNNING);

        assertThat(response.headers().firstValue("Content-Encoding")).isEmpty();
        try (InputStream events = response.body()) {
            StringBuilder seen = new StringBuilder();
            while (!seen.toString().contains(id)) {
                int next = events.read();
                assertThat(next).as("the stream goes on").isNotNegative();
                seen.append((char) next);
            }
        }
    }
}
