package io.streamspace.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import io.streamspace.agent.internal.enrol.AgentKeys;
import io.streamspace.agent.internal.enrol.Enrolment;
import io.streamspace.agent.internal.enrol.KeyFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EnrolmentTest {
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile int status = 201;
    private volatile String answer = "{\"agent_id\":\"agent-1\",\"agent_key\":\"own-key-1\"}";
    private HttpServer hub;

    @TempDir
    private Path directory;

    @BeforeEach
    void startHub() throws IOException {
        hub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hub.createContext("/api/v1/agents/register", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        hub.start();
    }

    @AfterEach
    void stopHub() {
        hub.stop(0);
    }

    @Test
    void the_enrolment_key_is_traded_once_for_a_key_of_the_agent_s_own() throws Exception {
        assertThat(keys("enrol").obtain()).isEqualTo("own-key-1");
        assertThat(keys("enrol").obtain()).isEqualTo("own-key-1");

        assertThat(requests)
                .containsExactly("Bearer enrol {\"agent_id\":\"agent-1\",\"platform\":\"memory\",\"region\":\"eu\"}");
    }

    @Test
    void the_own_key_is_readable_by_its_owner_alone_and_nothing_else_is_left() throws Exception {
        keys("enrol").obtain();

        try (var files = Files.list(directory.resolve("data"))) {
            assertThat(files).singleElement().satisfies(f -> {
                assertThat(f).hasFileName("agent-1.key");
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(f)))
                        .isEqualTo("rw-------");
            });
        }
    }

    @Test
    void a_stored_key_needs_no_enrolment_key() throws Exception {
        keys("enrol").obtain();

        assertThat(new AgentKeys(null, file(), null).obtain()).isEqualTo("own-key-1");
        assertThat(requests).hasSize(1);
    }

    @Test
    void a_refused_own_key_is_replaced_where_there_is_an_enrolment_key() throws Exception {
        AgentKeys keys = keys("enrol");
        keys.obtain();
        answer = "{\"agent_id\":\"agent-1\",\"agent_key\":\"own-key-2\"}";

        keys.refused();

        assertThat(keys.obtain()).isEqualTo("own-key-2");
        assertThat(keys("enrol").obtain()).isEqualTo("own-key-2");
    }

    @Test
    void a_given_key_is_neither_stored_nor_replaced() throws Exception {
        var keys = new AgentKeys("given", file(), null);
        keys.refused();

        assertThat(keys.obtain()).isEqualTo("given");
        assertThat(keys.canEnrolAgain()).isFalse();
        assertThat(directory.resolve("data")).doesNotExist();
    }

    @Test
    void without_any_key_the_agent_says_what_to_give_it() {
        assertThatExceptionOfType(AgentException.class)
                .isThrownBy(() -> new AgentKeys(null, file(), null).obtain())
                .withMessageContaining("give it an enrolment key")
                .withMessageContaining("agent-1.key");
    }

    @ParameterizedTest
    @CsvSource({
        "401, ENROLMENT_REFUSED, refused the enrolment key",
        "403, ENROLMENT_REFUSED, refused the enrolment key",
        "409, ENROLMENT_REFUSED, If the id is taken",
        "503, HUB_UNREACHABLE, cannot enrol agents now",
        "200, HUB_UNREACHABLE, is not a hub"
    })
    void a_refusal_says_what_to_do(int refusal, AgentException.Code code, String sentence) {
        status = refusal;
        answer = refusal == 200 ? "<html>welcome</html>" : "{\"code\":\"x\",\"message\":\"Ask ann.\"}";

        assertThatExceptionOfType(AgentException.class)
                .isThrownBy(() -> keys("enrol").obtain())
                .withMessageContaining(sentence)
                .withMessageNotContaining("Bearer")
                .satisfies(e -> assertThat(e.code()).isEqualTo(code));
        assertThat(directory.resolve("data")).doesNotExist();
    }

    @Test
    void an_unreachable_hub_is_told_as_such() {
        hub.stop(0);

        assertThatExceptionOfType(AgentException.class)
                .isThrownBy(() -> keys("enrol").obtain())
                .withMessageContaining("cannot be reached")
                .satisfies(e -> assertThat(e.code()).isEqualTo(AgentException.Code.HUB_UNREACHABLE));
    }

    @Test
    void no_key_is_in_what_is_printed() {
        assertThat(enrolment("enrol")).asString().doesNotContain("enrol-secret");
        assertThat(enrolment("enrol-secret")).asString().doesNotContain("enrol-secret");
    }

    private AgentKeys keys(String enrolmentKey) {
        return new AgentKeys(null, file(), enrolment(enrolmentKey));
    }

    private Enrolment enrolment(String enrolmentKey) {
        var url = ControlPlane.of("http://127.0.0.1:" + hub.getAddress().getPort());
        return new Enrolment(url, enrolmentKey, "agent-1", "memory", "eu");
    }

    private KeyFile file() {
        return new KeyFile(directory.resolve("data"), "agent-1");
    }
}
