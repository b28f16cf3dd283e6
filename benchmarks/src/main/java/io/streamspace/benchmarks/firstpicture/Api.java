package io.streamspace.benchmarks.firstpicture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The server's REST API, as far as a measurement needs it. */
final class Api implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final URI server;
    private final String token;

    /**
     * An event of a session.
     *
     * @param state empty where it is progress
     * @param atMillis when it arrived
     */
    record Event(String name, String sessionId, String state, long atMillis) {}

    private Api(HttpClient http, URI server, String token) {
        this.http = http;
        this.server = server;
        this.token = token;
    }

    static Api login(URI server, String user, String password) {
        var http = HttpClient.newHttpClient();
        var request = HttpRequest.newBuilder(server.resolve("api/v1/auth/login"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        JSON.valueToTree(Map.of("username", user, "password", password))
                                .toString()))
                .build();
        var body = read(send(http, request));
        if (!body.hasNonNull("token")) {
            throw new IllegalStateException("The log-in failed: " + body);
        }
        return new Api(http, server, body.get("token").asText());
    }

    /** Starts a template and returns the session's id. */
    String start(String template) {
        return post("api/v1/sessions", Map.of("template", template)).path("id").asText();
    }

    /** The path of a viewer's WebSocket, with its ticket. */
    String ticket(String sessionId) {
        var ticket = post("api/v1/sessions/" + sessionId + "/ticket", Map.of("mode", "control"));
        return ticket.path("path").asText() + "?ticket=" + ticket.path("ticket").asText();
    }

    private JsonNode post(String path, Map<String, String> body) {
        return read(send(
                http,
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                JSON.valueToTree(body).toString()))
                        .build()));
    }

    void terminate(String sessionId) {
        read(send(http, request("api/v1/sessions/" + sessionId).DELETE().build()));
    }

    /** Listens to all of the user's sessions; returns once the server does answer. */
    Events events() {
        return new Events(send(http, request("api/v1/sessions/events").build()).body());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve(path)).header("Authorization", "Bearer " + token);
    }

    private static HttpResponse<InputStream> send(HttpClient http, HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode read(HttpResponse<InputStream> response) {
        try (var body = response.body()) {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        http.close();
    }

    /** What has arrived, with the time of its arrival. */
    static final class Events implements AutoCloseable {
        private static final long PAUSE_MILLIS = 2;

        private final InputStream body;
        private final List<Event> seen = new CopyOnWriteArrayList<>();

        private Events(InputStream body) {
            this.body = body;
            Thread.startVirtualThread(this::listen);
        }

        List<Event> of(String sessionId) {
            return seen.stream()
                    .filter(event -> event.sessionId().equals(sessionId))
                    .toList();
        }

        /** Waits for the event that tells of the state. */
        Event awaitState(String sessionId, String state) {
            while (true) {
                for (var event : of(sessionId)) {
                    if (event.state().equals(state)) {
                        return event;
                    }
                    if (event.state().equals("failed")) {
                        throw new IllegalStateException("The session " + sessionId + " failed.");
                    }
                }
                try {
                    Thread.sleep(PAUSE_MILLIS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException(e);
                }
            }
        }

        private void listen() {
            try (var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
                var name = "";
                for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith("event: ")) {
                        name = line.substring("event: ".length());
                    } else if (line.startsWith("data: ")) {
                        note(name, JSON.readTree(line.substring("data: ".length())));
                    }
                }
            } catch (IOException closed) {
                // The round is over.
            }
        }

        private void note(String name, JsonNode data) {
            var id = data.path(name.equals("progress") ? "session_id" : "id").asText();
            seen.add(new Event(name, id, data.path("state").asText(""), System.currentTimeMillis()));
        }

        @Override
        public void close() {
            try {
                body.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
