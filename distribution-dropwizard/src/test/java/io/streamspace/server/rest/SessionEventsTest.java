package io.streamspace.server.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.streamspace.protocol.state.SessionState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SessionEventsTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private static RestServer server;
    private static TestApi user;

    @BeforeAll
    static void start() throws Exception {
        server = RestServer.start();
        user = server.user("listener");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String session() throws Exception {
        return user.call("POST", "/api/v1/sessions", "{\"template\":\"desk\"}")
                .json()
                .get("id")
                .asText();
    }

    @Test
    void a_listener_gets_the_state_at_once_then_each_change_and_the_end() throws Exception {
        String id = session();
        try (EventReader events = EventReader.open(user, "/api/v1/sessions/" + id + "/events")) {
            assertThat(events.response().headers().firstValue("Content-Type")).contains("text/event-stream");
            assertThat(events.response().headers().firstValue("X-Accel-Buffering"))
                    .contains("no");
            assertThat(events.next(LIMIT).data().get("state").asText()).isEqualTo("pending");
            server.hub.sessions.progress(id, "pulling", 0.5);
            EventReader.Event progress = events.next(LIMIT);
            assertThat(progress.name()).isEqualTo("progress");
            assertThat(progress.data())
                    .hasToString("{\"session_id\":\"" + id
                            + "\",\"stage\":\"pulling\",\"message\":\"now pulling\",\"fraction\":0.5}");
            server.hub.sessions.move(id, SessionState.RUNNING);
            EventReader.Event running = events.next(LIMIT);
            assertThat(running.name()).isEqualTo("session");
            assertThat(running.data().get("actions")).hasToString("[\"open\",\"hibernate\",\"terminate\"]");
            server.hub.sessions.move(id, SessionState.TERMINATED);
            assertThat(events.next(LIMIT).data().get("state").asText()).isEqualTo("terminated");
            assertThat(events.awaitEnd(LIMIT)).isTrue();
        }
    }

    @Test
    void a_session_that_has_ended_is_told_once_and_the_stream_ends() throws Exception {
        String id = session();
        server.hub.sessions.move(id, SessionState.TERMINATED);
        try (EventReader events = EventReader.open(user, "/api/v1/sessions/" + id + "/events")) {
            assertThat(events.next(LIMIT).data().get("state").asText()).isEqualTo("terminated");
            assertThat(events.awaitEnd(LIMIT)).isTrue();
        }
    }

    @Test
    void an_idle_stream_gets_a_comment_so_that_proxies_keep_it() throws Exception {
        try (EventReader events = EventReader.open(user, "/api/v1/sessions/" + session() + "/events")) {
            assertThat(events.nextComment(Duration.ofSeconds(20))).startsWith(":");
        }
    }

    @Test
    void hundreds_of_idle_listeners_cost_no_thread_and_are_forgotten_when_they_leave() throws Exception {
        String id = session();
        int before = server.hub.sessions.listeners();
        List<EventReader> readers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            readers.add(EventReader.open(user, "/api/v1/sessions/" + id + "/events"));
        }
        long busy = Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().startsWith("dw-"))
                .filter(thread -> List.of(thread.getValue()).stream()
                        .anyMatch(frame -> frame.getClassName().startsWith("io.streamspace.server.rest")))
                .count();
        assertThat(busy).isZero();
        assertThat(server.hub.sessions.listeners()).isEqualTo(before + 100);
        readers.forEach(EventReader::close);
        await().atMost(LIMIT.multipliedBy(6)).untilAsserted(() -> {
            server.hub.sessions.progress(id, "tick", 0);
            assertThat(server.hub.sessions.listeners()).isEqualTo(before);
        });
    }

    @Test
    void a_stream_ends_with_the_token_that_opened_it() throws Exception {
        try (RestServer shortly = RestServer.start("TOKEN_LIFETIME", "2s");
                EventReader events = EventReader.open(shortly.admin(), "/api/v1/sessions/events")) {
            assertThat(events.awaitEnd(LIMIT)).isTrue();
            assertThat(shortly.hub.sessions.listeners()).isZero();
        }
    }

    @Test
    void a_stop_of_the_server_ends_the_streams_at_once() throws Exception {
        try (RestServer other = RestServer.start()) {
            TestApi admin = other.admin();
            try (EventReader events = EventReader.open(admin, "/api/v1/sessions/events")) {
                CompletableFuture<Void> stopped = CompletableFuture.runAsync(other.server::close);
                assertThat(events.awaitEnd(LIMIT)).isTrue();
                stopped.join();
            }
        }
    }
}
