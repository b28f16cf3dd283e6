package io.streamspace.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.streamspace.server.metrics.MetricsResource;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every address has in common: errors, headers, garbage, and the document that describes them. */
class WireTest {
    private static final List<Class<?>> RESOURCES = List.of(
            AuthResource.class,
            UsersResource.class,
            QuotasResource.class,
            TemplatesResource.class,
            SessionsResource.class,
            SessionEventsResource.class,
            TicketsResource.class,
            ViewersResource.class,
            SharesResource.class,
            AgentsResource.class,
            StatusResource.class,
            MetricsResource.class,
            OpenApiResource.class);

    private static RestServer server;
    private static TestApi admin;

    @BeforeAll
    static void start() throws Exception {
        server = RestServer.start("FRAME_ANCESTORS", "'self' https://portal.example");
        admin = server.admin();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Set<String> operationsOfTheResources() {
        return RESOURCES.stream()
                .flatMap(
                        resource -> Arrays.stream(resource.getDeclaredMethods()).flatMap(WireTest::operation))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> operation(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(Annotation::annotationType)
                .map(type -> Optional.ofNullable(type.getAnnotation(HttpMethod.class)))
                .flatMap(Optional::stream)
                .map(verb -> verb.value() + " " + path(method));
    }

    private static String path(Method method) {
        String resource = method.getDeclaringClass().getAnnotation(Path.class).value();
        Path below = method.getAnnotation(Path.class);
        return ("/" + resource + "/" + (below == null ? "" : below.value()))
                .replaceAll("/+", "/")
                .replaceAll("(.)/$", "$1");
    }

    @Test
    void the_openapi_document_has_exactly_the_paths_and_methods_of_the_resources() throws Exception {
        JsonNode paths = server.anonymous().get("/api/v1/openapi.json").json().get("paths");
        Set<String> documented = new TreeSet<>();
        paths.properties()
                .forEach(path -> path.getValue().fieldNames().forEachRemaining(verb -> {
                    if (!verb.equals("parameters")) {
                        documented.add(verb.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey());
                    }
                }));
        assertThat(documented).isEqualTo(operationsOfTheResources());
    }

    @Test
    void every_operation_refuses_garbage_with_a_documented_error() throws Exception {
        Random random = new Random(42);
        for (String operation : operationsOfTheResources()) {
            String[] verbAndPath = operation.split(" ");
            String path = verbAndPath[1].replaceAll("\\{[^}]*}", "x%2e%2ey");
            if (path.endsWith("/events") || verbAndPath[0].equals("GET")) {
                continue;
            }
            for (String body :
                    List.of("", "null", "[]", "\"text\"", "{", "{\"a\":1,\"a\":2}", "\u0000\u0001", garbage(random))) {
                TestApi.Answer answer = admin.call(verbAndPath[0], path, body);
                assertThat(answer.status())
                        .as(operation + " " + body)
                        .satisfiesAnyOf(
                                status -> assertThat(status).isBetween(400, 499),
                                status -> assertThat(operation).contains("refresh"));
                if (answer.status() >= 400) {
                    assertThat(answer.code()).matches("[a-z_]+");
                    assertThat(answer.raw().body()).doesNotContain("Exception").doesNotContain("\tat ");
                }
            }
        }
    }

    private static String garbage(Random random) {
        return random.ints(500, 32, 0x2FFF)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "GET,    /api/v1/nothing,         404, not_found",
        "GET,    /nothing,                404, not_found",
        "GET,    /assets/../../etc/passwd,400, bad_request",
        "GET,    /assets/%2e%2e/secret,   400, bad_request",
        "GET,    /assets/none.js,         404, not_found",
        "PUT,    /api/v1/sessions,        405, method_not_allowed",
        "TRACE,  /api/v1/sessions,        405, method_not_allowed",
        "POST,   /,                       405, method_not_allowed",
        "GET,    /admin/tasks,            404, not_found",
        "GET,    /api/v1/sessions/%zz,    400, bad_request",
        "GET,    /api/v1/vnc/sess-1,      404, not_found",
    })
    void an_address_that_cannot_be_served_is_answered_with_json(String method, String path, int status, String code)
            throws Exception {
        String head;
        String body;
        try (java.net.Socket socket =
                new java.net.Socket("localhost", server.server.address().getPort())) {
            socket.getOutputStream()
                    .write((method + " " + path
                                    + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                                    + admin.token() + "\r\nContent-Length: 0\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int split = answer.indexOf("\r\n\r\n");
            head = answer.substring(0, split);
            body = answer.substring(split);
        }
        assertThat(head).startsWith("HTTP/1.1 " + status).contains("application/json");
        assertThat(body).contains("\"code\":\"" + code + "\"").doesNotContain("<html");
    }

    @Test
    void a_body_of_another_type_is_refused() throws Exception {
        var request = java.net.http.HttpRequest.newBuilder(
                        server.server.address().resolve("/api/v1/auth/login"))
                .header("Content-Type", "text/plain")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString("hello"))
                .build();
        TestApi.Answer answer = TestApi.send(request);
        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.code()).isEqualTo("unsupported_media_type");
    }

    @Test
    void every_answer_carries_the_headers_that_protect_browsers() throws Exception {
        for (String path : List.of("/health", "/api/v1/templates", "/nothing", "/")) {
            TestApi.Answer answer = admin.get(path);
            assertThat(answer.header("Content-Security-Policy"))
                    .contains("default-src 'none'")
                    .endsWith("frame-ancestors 'self' https://portal.example");
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("Referrer-Policy")).isNotEmpty();
            assertThat(answer.header("Server")).isEmpty();
        }
        assertThat(admin.get("/api/v1/templates").header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void a_websocket_handshake_reaches_the_hubs_router() throws Exception {
        try (java.net.Socket socket =
                new java.net.Socket("localhost", server.server.address().getPort())) {
            socket.getOutputStream()
                    .write(("GET /api/v1/vnc/sess-1?ticket=t HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                                    + "Connection: Upgrade, close\r\nSec-WebSocket-Version: 13\r\n"
                                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer)
                    .startsWith("HTTP/1.1 418")
                    .contains("Content-Security-Policy")
                    .contains("teapot");
        }
    }
}
