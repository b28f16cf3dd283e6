package io.streamspace.agent.wrongdriver;

import io.streamspace.agent.memory.InMemoryDriver;
import io.streamspace.agent.memory.InMemoryPlatform;
import io.streamspace.agent.spi.DriverContext;
import io.streamspace.agent.spi.DriverOption;
import io.streamspace.agent.spi.SessionDriver;
import io.streamspace.agent.spi.SessionDriverFactory;
import io.streamspace.agent.spi.SessionRef;
import io.streamspace.agent.tck.SessionDriverTck;
import io.streamspace.protocol.message.Resources;
import io.streamspace.protocol.message.SessionSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** The kit over the in-memory driver with one fault. Run by {@link WrongDriversTest} alone. */
abstract class WrongDriverTck extends SessionDriverTck {
    static final String FAILING = "failing";
    static final String SLOW = "slow";

    final InMemoryPlatform platform = new InMemoryPlatform();

    /** Stands for a home volume on the platform. */
    final Set<String> homeMarks = ConcurrentHashMap.newKeySet();

    /** Stands for what a platform holds beside the sessions that a driver lists. */
    final Set<String> remains = ConcurrentHashMap.newKeySet();

    /** The driver with its fault. */
    abstract SessionDriver wrong(InMemoryDriver sound, DriverContext context);

    @Override
    public final SessionDriverFactory factory() {
        return new SessionDriverFactory() {
            @Override
            public String platform() {
                return "wrong";
            }

            @Override
            public String version() {
                return "1";
            }

            @Override
            public List<DriverOption> options() {
                return List.of();
            }

            @Override
            public Optional<String> missing(DriverContext context) {
                return Optional.empty();
            }

            @Override
            public SessionDriver open(DriverContext context) {
                return wrong(new InMemoryDriver(platform, context), context);
            }
        };
    }

    @Override
    public Optional<SessionSpec> failingSpec() {
        return Optional.of(spec(FAILING, new SessionSpec.Geometry(8000, 8000), Map.of()));
    }

    @Override
    public Optional<SessionSpec> slowSpec() {
        return Optional.of(spec(SLOW, null, Map.of("memory.boot_seconds", "60")));
    }

    @Override
    public Optional<PlatformEnd> platformEnd() {
        return Optional.of((session, agentId) -> platform.crash(agentId, session.sessionId()));
    }

    @Override
    public Optional<PersistentHome> persistentHome() {
        return Optional.of(new PersistentHome() {
            @Override
            public void leaveMark(SessionRef session) {
                homeMarks.add("mark");
            }

            @Override
            public boolean hasMark(SessionRef session) {
                return homeMarks.contains("mark");
            }
        });
    }

    @Override
    public Optional<PlatformView> platformView() {
        return Optional.of(agentId -> List.copyOf(remains));
    }

    @Override
    public Duration patience() {
        return Duration.ofSeconds(4);
    }

    @AfterEach
    void closePlatform() {
        platform.close();
    }

    private static SessionSpec spec(
            String template, SessionSpec.@Nullable Geometry geometry, Map<String, String> options) {
        return new SessionSpec(
                "tck",
                template,
                "tck",
                null,
                List.of(),
                Map.of(),
                List.of(),
                Resources.NONE,
                true,
                geometry,
                Map.of(),
                options);
    }
}
