package io.streamspace.driver.docker.election;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import io.streamspace.agent.election.LeaseStore;
import io.streamspace.agent.tck.LeaseStoreContract;
import io.streamspace.protocol.testing.RequiresDocker;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a Swarm of one node, made for the test where the engine has none. */
@RequiresDocker
final class SwarmLeaseStoreTest extends LeaseStoreContract {
    private static final String ENGINE = "unix:///var/run/docker.sock";

    private static boolean made;

    private String agentId = "";

    @BeforeAll
    static void makeSwarm() throws IOException {
        made = call("GET", "/swarm", "") == 503;
        if (made) {
            String init = "{\"ListenAddr\":\"127.0.0.1:2377\",\"AdvertiseAddr\":\"127.0.0.1\"}";
            assertThat(call("POST", "/swarm/init", init)).isEqualTo(200);
        }
    }

    @AfterAll
    static void leaveSwarm() throws IOException {
        if (made) {
            assertThat(call("POST", "/swarm/leave?force=true", "")).isEqualTo(200);
        }
    }

    @BeforeEach
    void anotherLease() {
        agentId = "test-" + UUID.randomUUID();
    }

    @AfterEach
    void removeLease() throws IOException {
        call("DELETE", "/configs/streamspace-lease-" + agentId, "");
    }

    @Override
    protected LeaseStore open(String holder) {
        return new SwarmLeaseStore(engine(ENGINE), agentId);
    }

    @Override
    protected int rounds() {
        return 10;
    }

    @Test
    void a_name_that_begins_like_another_is_not_the_other() throws Exception {
        LeaseStore store = store("a");
        try (LeaseStore longer = new SwarmLeaseStore(engine(ENGINE), agentId + "-2")) {
            longer.take(null, lease("a", 1));

            assertThat(store.read()).isEmpty();
        } finally {
            call("DELETE", "/configs/streamspace-lease-" + agentId + "-2", "");
        }
    }

    @Test
    void an_engine_that_does_not_answer_is_named() {
        LeaseStore store = new SwarmLeaseStore(engine("unix:///var/run/no-such-engine.sock"), agentId);

        assertThatThrownBy(store::read).isInstanceOf(IOException.class).hasMessageContaining("cannot be reached");
    }

    private static DockerHttpClient engine(String address) {
        return new ApacheDockerHttpClient.Builder()
                .dockerHost(URI.create(address))
                .build();
    }

    private static int call(String method, String path, String body) throws IOException {
        try (DockerHttpClient engine = engine(ENGINE);
                Response response = engine.execute(Request.builder()
                        .method(Request.Method.valueOf(method))
                        .path(path)
                        .headers(Map.of("Content-Type", "application/json"))
                        .body(body.isEmpty() ? null : new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)))
                        .build())) {
            return response.getStatusCode();
        }
    }
}
