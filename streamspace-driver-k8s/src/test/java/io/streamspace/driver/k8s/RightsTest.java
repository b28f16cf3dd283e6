package io.streamspace.driver.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.streamspace.agent.spi.EndpointConnection;
import io.streamspace.agent.spi.Progress;
import io.streamspace.agent.spi.SessionRef;
import io.streamspace.protocol.message.SessionSpec;
import io.streamspace.protocol.testing.RequiresKubernetes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The chart's Role is what the driver asks for and no more, as the API server's audit log has it. */
@RequiresKubernetes
class RightsTest {
    /** Clusters since 1.35 ask for it beside "get" where a port is forwarded by WebSocket. */
    private static final String FOR_NEWER_CLUSTERS = "create pods/portforward";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** An election is no driver's. */
    private static final String ELECTION = "leases";

    @Test
    void what_a_sessions_life_asks_of_the_api_server_is_what_the_charts_role_allows() throws Exception {
        Path log = auditLog();
        assumeTrue(Files.isDirectory(log.resolveSibling("")), "this cluster shows no audit log");
        String user;
        try (TestCluster cluster = new TestCluster()) {
            user = "system:serviceaccount:" + cluster.namespace + ":agent";
            live(cluster);
        }

        Set<String> granted = granted();
        assertThat(granted).contains(FOR_NEWER_CLUSTERS);
        Set<String> asked = asked(log, user);
        granted.remove(FOR_NEWER_CLUSTERS);
        asked.remove(FOR_NEWER_CLUSTERS);
        assertThat(asked).isEqualTo(granted);
    }

    private static void live(TestCluster cluster) throws Exception {
        var session = new SessionRef("rights-1", 1, null);
        SessionSpec spec = TestCluster.greeting();
        try (KubernetesDriver driver = cluster.open("rights", "reach", "forward");
                AutoCloseable watch = driver.watch(facts -> {})) {
            driver.start(session, spec, Progress.IGNORED);
            driver.hibernate(session);
            driver.wake(session, spec, Progress.IGNORED);
            if (driver.dial(session, SessionSpec.VNC_ENDPOINT) instanceof EndpointConnection.Channel forwarded) {
                forwarded.channel().close();
            }
            cluster.client
                    .pods()
                    .inNamespace(cluster.namespace)
                    .withName(cluster.pod("rights", session.sessionId()))
                    .delete();
            driver.list();
            driver.stop(session);
            driver.destroy(session);
        }
    }

    private static Path auditLog() {
        Path kubeconfig = Path.of(System.getenv("KUBECONFIG"));
        return kubeconfig.resolveSibling("../run/var/log/audit.log").normalize();
    }

    private static Set<String> granted() {
        Set<String> granted = new TreeSet<>();
        TestCluster.chartRole()
                .getRules()
                .forEach(rule -> rule.getResources().stream()
                        .filter(resource -> !resource.equals(ELECTION))
                        .forEach(resource -> rule.getVerbs().forEach(verb -> granted.add(verb + " " + resource))));
        return granted;
    }

    private static Set<String> asked(Path log, String user) throws IOException {
        Set<String> asked = new TreeSet<>();
        try (Stream<String> lines = Files.lines(log)) {
            for (String line : lines.filter(text -> text.contains(user)).toList()) {
                JsonNode event = JSON.readTree(line);
                JsonNode object = event.path("objectRef");
                JsonNode part = object.path("subresource");
                asked.add(event.path("verb").textValue() + " "
                        + object.path("resource").textValue()
                        + (part.isMissingNode() ? "" : "/" + part.textValue()));
            }
        }
        return asked;
    }
}
