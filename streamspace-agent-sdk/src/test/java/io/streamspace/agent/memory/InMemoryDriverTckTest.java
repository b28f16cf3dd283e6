package io.streamspace.agent.memory;

import io.streamspace.agent.spi.SessionDriverFactory;
import io.streamspace.agent.tck.SessionDriverTck;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

final class InMemoryDriverTckTest extends SessionDriverTck {
    private final InMemoryPlatform platform = new InMemoryPlatform();

    @Override
    public SessionDriverFactory factory() {
        return new InMemoryDriverFactory(platform);
    }

    @Override
    public Optional<PlatformEnd> platformEnd() {
        return Optional.of((session, agentId) -> platform.crash(agentId, session.sessionId()));
    }

    @AfterEach
    void closePlatform() {
        platform.close();
    }
}
