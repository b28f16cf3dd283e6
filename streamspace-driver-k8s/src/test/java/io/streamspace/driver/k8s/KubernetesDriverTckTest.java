package io.streamspace.driver.k8s;

import io.streamspace.agent.spi.SessionDriverFactory;
import io.streamspace.agent.spi.SessionRef;
import io.streamspace.agent.tck.SessionDriverTck;
import io.streamspace.protocol.message.SessionSpec;
import io.streamspace.protocol.testing.RequiresKubernetes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The kit that every driver passes, through a real agent and a real link, on a real cluster. */
@RequiresKubernetes
// Most of a test's time the cluster takes to notice what has happened.
@Execution(ExecutionMode.CONCURRENT)
class KubernetesDriverTckTest extends SessionDriverTck {
    private static TestCluster cluster;

    @BeforeAll
    static void makeNamespace() {
        cluster = new TestCluster();
    }

    @AfterAll
    static void removeNamespace() {
        cluster.close();
    }

    @Override
    public SessionDriverFactory factory() {
        return cluster.driver();
    }

    @Override
    public Map<String, String> options() {
        return cluster.options();
    }

    @Override
    public SessionSpec spec() {
        return TestCluster.spec(TestCluster.IMAGE, List.of(), true, Map.of());
    }

    @Override
    public Optional<SessionSpec> failingSpec() {
        return Optional.of(TestCluster.spec("streamspace-no-such-image:1", List.of(), false, Map.of()));
    }

    @Override
    public Optional<SessionSpec> slowSpec() {
        return Optional.of(TestCluster.spec("busybox:test", List.of("sleep", "20"), false, Map.of()));
    }

    @Override
    public Optional<PlatformEnd> platformEnd() {
        return Optional.of((session, agentId) -> cluster.run(agentId, session.sessionId(), "sh", "-c", "kill -TERM 1"));
    }

    @Override
    public Optional<PersistentHome> persistentHome() {
        return Optional.of(new PersistentHome() {
            @Override
            public void leaveMark(SessionRef session) throws Exception {
                cluster.run(stage().agentId(), session.sessionId(), "touch", "/home/user/mark");
            }

            @Override
            public boolean hasMark(SessionRef session) throws Exception {
                return cluster.run(stage().agentId(), session.sessionId(), "ls", "/home/user")
                        .contains("mark");
            }
        });
    }

    @Override
    public Optional<PlatformView> platformView() {
        return Optional.of(cluster::remains);
    }

    @Override
    public Duration patience() {
        return Duration.ofSeconds(90);
    }
}
