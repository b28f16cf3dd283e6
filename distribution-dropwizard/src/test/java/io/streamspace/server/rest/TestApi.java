package io.streamspace.server.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** The REST API as a client sees it: one person, or nobody. */
final class TestApi {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final URI base;
    private final @Nullable String token;

    record Answer(int status, HttpResponse<String> raw) {
        JsonNode json() {
            try {
                return JSON.readTree(raw.body());
            } catch (IOException notJson) {
                throw new AssertionError("no JSON: " + raw.body(), notJson);
            }
        }

        String code() {
            return json().path("code").asText();
        }

        String header(String name) {
            return raw.headers().firstValue(name).orElse("");
        }
    }

    TestApi(URI base, @Nullable String token) {
        this.base = base;
        this.token = token;
    }

    TestApi as(@Nullable String otherToken) {
        return new TestApi(base, otherToken);
    }

    TestApi login(String username, String password) throws Exception {
        Answer answer = call("POST", "/api/v1/auth/login", credentials(username, password));
        if (answer.status() != 200) {
            throw new AssertionError("log-in failed: " + answer.raw().body());
        }
        return as(answer.json().get("token").asText());
    }

    static String credentials(String username, String password) {
        return "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(username, password);
    }

    @Nullable
    String token() {
        return token;
    }

    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(path)).header("Content-Type", "application/json");
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    Answer call(String method, String path, @Nullable String body) throws Exception {
        HttpRequest.BodyPublisher publisher =
                body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body);
        return send(request(path).method(method, publisher).build());
    }

    Answer get(String path) throws Exception {
        return call("GET", path, null);
    }

    static Answer send(HttpRequest request) throws Exception {
        HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), response);
    }
}
