package io.streamspace.server.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A user at the REST API. */
public final class Api {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final URI base;
    private final @Nullable String token;

    /** What the server answered. */
    public record Answer(int status, JsonNode body) {
        public String text(String field) {
            return body.path(field).asText();
        }
    }

    public Api(URI base, @Nullable String token) {
        this.base = base;
        this.token = token;
    }

    /** Logs in; fails where the server says no. */
    public static Api login(URI base, String username, String password) {
        var answer = new Api(base, null).post("/api/v1/auth/login", Map.of("username", username, "password", password));
        if (answer.status() != 200) {
            throw new AssertionError("login of " + username + ": " + answer);
        }
        return new Api(base, answer.text("token"));
    }

    /** The same user with the same log-in, at another address. */
    public Api at(URI elsewhere) {
        return new Api(elsewhere, token);
    }

    public URI base() {
        return base;
    }

    public Answer get(String path) {
        return send("GET", path, null);
    }

    public Answer post(String path, Object body) {
        return send("POST", path, body);
    }

    public Answer patch(String path, Object body) {
        return send("PATCH", path, body);
    }

    public Answer delete(String path) {
        return send("DELETE", path, null);
    }

    Answer send(String method, String path, @Nullable Object body) {
        try {
            var request = HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(30));
            if (token != null) {
                request.header("Authorization", "Bearer " + token);
            }
            request.header("Content-Type", "application/json");
            request.method(
                    method,
                    body == null
                            ? HttpRequest.BodyPublishers.noBody()
                            : HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
            var response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.body().startsWith("{") || response.body().startsWith("[")
                            ? JSON.readTree(response.body())
                            : JSON.nullNode());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Starts a session of a template and returns its id. */
    public String start(String template) {
        var answer = post("/api/v1/sessions", Map.of("template", template));
        if (answer.status() != 202) {
            throw new AssertionError("start of " + template + ": " + answer);
        }
        return answer.text("id");
    }

    /** The session's state by its wire name. */
    public String state(String sessionId) {
        return get("/api/v1/sessions/" + sessionId).text("state");
    }

    /** Waits until the session is in {@code state}. */
    public void awaitState(String sessionId, String state) {
        Awaitility.await(sessionId + " to be " + state)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .until(() -> state(sessionId), state::equals);
    }
}
