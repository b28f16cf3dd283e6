package io.streamspace.server.connector;

import static io.streamspace.server.connector.TestServlets.patternOf;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dropwizard.util.Duration;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(BufferLeaks.class)
class ConnectorHttpTest {
    private static final ConnectorServer SERVER = new ConnectorServer();

    @BeforeAll
    static void start() throws Exception {
        SERVER.servlet("/echo", TestServlets.echoQuery())
                .servlet("/count", TestServlets.countBody())
                .servlet("/pattern", TestServlets.pattern())
                .servlet(
                        "/ignore",
                        TestServlets.of(
                                (request, response) -> response.getWriter().print("ignored")))
                .with(connector -> connector.setIdleTimeout(Duration.seconds(3)))
                .start();
    }

    @AfterAll
    static void stop() throws Exception {
        SERVER.close();
    }

    @Test
    void pipelined_requests_are_answered_in_their_order() throws Exception {
        try (RawClient client = SERVER.connect()) {
            StringBuilder requests = new StringBuilder();
            for (int i = 0; i < 50; i++) {
                requests.append("GET /echo?").append(i).append(" HTTP/1.1\r\nHost: x\r\n\r\n");
            }
            client.send(requests.toString());
            for (int i = 0; i < 50; i++) {
                assertThat(client.response().text()).isEqualTo("got " + i);
            }
        }
    }

    @Test
    void a_request_may_arrive_byte_by_byte() throws Exception {
        try (RawClient client = SERVER.connect()) {
            client.socket().setTcpNoDelay(true);
            for (byte b : "GET /echo?slow HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII)) {
                client.send(new byte[] {b});
            }
            assertThat(client.response().text()).isEqualTo("got slow");
        }
    }

    @Test
    void a_large_body_arrives_whole() throws Exception {
        byte[] body = new byte[32 * 1024 * 1024];
        new Random(1).nextBytes(body);
        long sum = 0;
        for (byte b : body) {
            sum += b & 0xFF;
        }
        try (RawClient client = SERVER.connect()) {
            client.send("POST /count HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length + "\r\n\r\n")
                    .send(body);
            assertThat(client.response().text()).isEqualTo(body.length + " " + sum);
        }
    }

    @Test
    void a_chunked_body_arrives_whole_and_the_connection_goes_on() throws Exception {
        try (RawClient client = SERVER.connect()) {
            client.send("POST /count HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (int i = 0; i < 100; i++) {
                client.send("3e8\r\n" + "A".repeat(1000) + "\r\n");
            }
            client.send("0\r\n\r\n");
            assertThat(client.response().text()).isEqualTo("100000 " + 100_000L * 'A');
            assertThat(client.get("/echo?again").response().text()).isEqualTo("got again");
        }
    }

    @Test
    void a_slow_reader_gets_every_byte_of_a_large_answer() throws Exception {
        int length = 8 * 1024 * 1024;
        try (RawClient client = RawClient.connectSlow(SERVER.port())) {
            client.get("/pattern?bytes=" + length);
            Thread.sleep(300);
            assertThat(client.response().body()).isEqualTo(patternOf(length));
        }
    }

    @Test
    void a_slow_reader_gets_every_byte_although_the_server_closes_afterwards() throws Exception {
        int length = 4 * 1024 * 1024;
        try (RawClient client = RawClient.connectSlow(SERVER.port())) {
            client.get("/pattern?bytes=" + length, "Connection: close");
            Thread.sleep(300);
            assertThat(client.response().body()).isEqualTo(patternOf(length));
            assertThat(client.untilEnd()).isEmpty();
        }
    }

    @Test
    void a_client_that_expects_100_continue_is_told_to_go_on() throws Exception {
        try (RawClient client = SERVER.connect()) {
            client.send("POST /count HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
            assertThat(client.response().status()).isEqualTo(100);
            assertThat(client.send("abc").response().text()).isEqualTo("3 " + ('a' + 'b' + 'c'));
        }
    }

    @Test
    void a_body_that_nobody_wants_is_not_asked_for() throws Exception {
        try (RawClient client = SERVER.connect()) {
            client.send("POST /ignore HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
            assertThat(client.response().status()).isEqualTo(200);
        }
    }

    @Test
    void a_client_that_has_ended_its_side_still_gets_the_answer() throws Exception {
        try (RawClient client = SERVER.connect()) {
            client.get("/pattern?bytes=500000");
            client.socket().shutdownOutput();
            assertThat(client.response().body()).isEqualTo(patternOf(500_000));
            assertThat(client.untilEnd()).isEmpty();
        }
    }

    @Test
    void garbage_is_answered_with_400_and_closed() throws Exception {
        byte[] garbage = new byte[4096];
        new Random(7).nextBytes(garbage);
        try (RawClient client = SERVER.connect()) {
            client.send(garbage);
            assertThat(client.response().status()).isEqualTo(400);
            assertThat(client.untilEnd()).isEmpty();
        } catch (SocketException resetAfterTheAnswer) {
            assertThat(resetAfterTheAnswer).hasMessageContaining("reset");
        }
    }

    @Test
    void a_header_that_never_ends_is_refused() throws Exception {
        try (RawClient client = SERVER.connect()) {
            client.send("GET /echo HTTP/1.1\r\nX: " + "a".repeat(20_000) + "\r\n\r\n");
            assertThat(client.response().status()).isEqualTo(431);
        }
    }

    @Test
    void a_client_that_stops_in_the_middle_of_its_request_is_closed_after_the_idle_time() throws Exception {
        try (RawClient client = SERVER.connect()) {
            client.send("GET /echo HTTP/1.1\r\nHost:");
            client.untilEnd();
        }
        await().untilAsserted(() -> assertThat(SERVER.connections()).isZero());
    }

    @Test
    void a_client_that_goes_away_in_the_middle_of_its_body_leaves_nothing_behind() throws Exception {
        for (int i = 0; i < 20; i++) {
            try (RawClient client = SERVER.connect()) {
                client.send("POST /count HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n" + "x".repeat(70_000));
            }
        }
        await().untilAsserted(() -> assertThat(SERVER.connections()).isZero());
    }

    @Test
    void a_client_that_resets_while_it_is_sent_a_large_answer_leaves_nothing_behind() throws Exception {
        for (int i = 0; i < 20; i++) {
            try (RawClient client = RawClient.connectSlow(SERVER.port())) {
                client.get("/pattern?bytes=4000000");
                client.exactly(1000);
                client.socket().setSoLinger(true, 0);
            }
        }
        await().untilAsserted(() -> assertThat(SERVER.connections()).isZero());
    }

    @Test
    void forwarded_headers_count_only_where_they_are_configured() throws Exception {
        var whoAmI = TestServlets.of(
                (request, response) -> response.getWriter().print(request.getRemoteAddr() + " " + request.getScheme()));
        for (boolean trusted : new boolean[] {false, true}) {
            try (ConnectorServer server = new ConnectorServer()
                            .servlet("/who", whoAmI)
                            .with(connector -> connector.setUseForwardedHeaders(trusted))
                            .start();
                    RawClient client = server.connect()) {
                client.get("/who", "X-Forwarded-For: 203.0.113.9", "X-Forwarded-Proto: https");
                assertThat(client.response().text()).isEqualTo(trusted ? "203.0.113.9 https" : "127.0.0.1 http");
            }
        }
    }

    @Test
    void many_clients_at_once_each_get_their_own_answer() throws Exception {
        List<Callable<Boolean>> clients = new ArrayList<>();
        for (int c = 0; c < 48; c++) {
            int id = c;
            clients.add(() -> {
                try (RawClient client = SERVER.connect()) {
                    for (int i = 0; i < 50; i++) {
                        int length = 1000 + id * 37 + i;
                        client.get("/pattern?bytes=" + length);
                        assertThat(client.response().body()).isEqualTo(patternOf(length));
                        assertThat(client.get("/echo?" + id + "-" + i)
                                        .response()
                                        .text())
                                .isEqualTo("got " + id + "-" + i);
                    }
                }
                return true;
            });
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> done : threads.invokeAll(clients)) {
                assertThat(done.get()).isTrue();
            }
        }
    }
}
