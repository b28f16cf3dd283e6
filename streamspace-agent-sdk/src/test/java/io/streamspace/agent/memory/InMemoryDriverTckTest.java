package io.streamspace.agent.memory;

import io.streamspace.agent.spi.SessionDriverFactory;
import io.streamspace.agent.tck.SessionDriverTck;
import io.streamspace.protocol.message.Resources;
import io.streamspace.protocol.message.SessionSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

// Each test has a platform of its own, and waits for most of its time.
@Execution(ExecutionMode.CONCURRENT)
final class InMemoryDriverTckTest extends SessionDriverTck {
    private final InMemoryPlatform platform = new InMemoryPlatform();

    @Override
    public SessionDriverFactory factory() {
        return new InMemoryDriverFactory(platform);
    }

    @Override
    public Optional<SessionSpec> failingSpec() {
        return Optional.of(spec(new SessionSpec.Geometry(8000, 8000), Map.of()));
    }

    @Override
    public Optional<SessionSpec> slowSpec() {
        return Optional.of(spec(null, Map.of(DesktopBoot.BOOT_SECONDS, "60")));
    }

    @Override
    public Optional<PlatformEnd> platformEnd() {
        return Optional.of((session, agentId) -> platform.crash(agentId, session.sessionId()));
    }

    @Override
    public Optional<PlatformView> platformView() {
        return Optional.of(agentId -> platform.sessionsOf(agentId).stream()
                .map(MemorySession::sessionId)
                .toList());
    }

    @AfterEach
    void closePlatform() {
        platform.close();
    }

    private static SessionSpec spec(SessionSpec.@Nullable Geometry geometry, Map<String, String> options) {
        return new SessionSpec(
                "tck",
                "tck",
                "tck",
                null,
                List.of(),
                Map.of(),
                List.of(),
                Resources.NONE,
                false,
                geometry,
                Map.of(),
                options);
    }
}
