package io.streamspace.driver.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamspace.agent.spi.SessionDriverFactory;
import io.streamspace.agent.spi.SessionRef;
import io.streamspace.agent.tck.SessionDriverTck;
import io.streamspace.protocol.message.Resources;
import io.streamspace.protocol.message.SessionSpec;
import io.streamspace.protocol.testing.RequiresDocker;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** The kit that every driver passes, through a real agent and a real link, on a real engine. */
@RequiresDocker
class DockerDriverTckTest extends SessionDriverTck {
    private static final String SLOW_IMAGE = "streamspace-test-slow:latest";

    private static final Set<String> AGENTS = ConcurrentHashMap.newKeySet();

    private static TestEngine engine;

    @BeforeAll
    static void buildImages() throws IOException {
        engine = new TestEngine();
        engine.plain();
        engine.derived(
                SLOW_IMAGE, "ENTRYPOINT [\"sh\", \"-c\", \"trap exit TERM; sleep 12 & wait; exec session xterm\"]");
    }

    /** Homes outlive sessions, and the stage takes away sessions only. */
    @AfterAll
    static void close() throws IOException {
        AGENTS.forEach(engine::sweep);
        engine.close();
    }

    @BeforeEach
    void note() {
        AGENTS.add(stage().agentId());
    }

    @Override
    public SessionDriverFactory factory() {
        return new DockerDriverFactory();
    }

    @Override
    public Map<String, String> options() {
        return Map.of("pull", "never");
    }

    @Override
    public SessionSpec spec() {
        return DriverFixture.spec(TestEngine.PLAIN, Map.of(), Resources.NONE, true, List.of());
    }

    @Override
    public Optional<SessionSpec> failingSpec() {
        return Optional.of(DriverFixture.spec("streamspace-no-such-image:1", Map.of()));
    }

    @Override
    public Optional<SessionSpec> slowSpec() {
        return Optional.of(DriverFixture.spec(SLOW_IMAGE, Map.of()));
    }

    @Override
    public Optional<PlatformEnd> platformEnd() {
        return Optional.of((session, agentId) -> engine.client
                .killContainerCmd(engine.container(agentId, session.sessionId()).getId())
                .exec());
    }

    @Override
    public Optional<PersistentHome> persistentHome() {
        return Optional.of(new PersistentHome() {
            @Override
            public void leaveMark(SessionRef session) throws InterruptedException {
                assertThat(inHome(session, "touch /home/user/mark")).isEmpty();
            }

            @Override
            public boolean hasMark(SessionRef session) throws InterruptedException {
                return inHome(session, "ls /home/user").contains("mark");
            }
        });
    }

    @Override
    public Optional<PlatformView> platformView() {
        return Optional.of(engine::leftovers);
    }

    private String inHome(SessionRef session, String command) throws InterruptedException {
        String container =
                engine.container(stage().agentId(), session.sessionId()).getId();
        return engine.run(container, "sh", "-c", command);
    }

    @Override
    public Duration patience() {
        return Duration.ofSeconds(60);
    }
}
