package io.streamspace.driver.docker;

import io.streamspace.agent.spi.DriverContext;
import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.SessionRef;
import io.streamspace.protocol.message.Resources;
import io.streamspace.protocol.message.SessionSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** An agent's drivers on the engine; closing it takes away what the test left there. */
final class DriverFixture implements AutoCloseable {
    private static final AtomicLong COUNTER = new AtomicLong();

    final TestEngine engine;
    final String agentId = "test-" + Long.toString(ProcessHandle.current().pid(), 36) + "-" + COUNTER.incrementAndGet();

    private final Map<String, String> options = new HashMap<>();

    /** On the engine that the environment names, with the image of {@link #spec()}. */
    DriverFixture() throws IOException {
        this(new TestEngine());
        engine.plain();
    }

    DriverFixture(TestEngine engine) {
        this.engine = engine;
        options.put("pull", "never");
    }

    /** As after a restart of the agent: nothing is shared with drivers opened before. */
    DockerDriver open(String... namesAndValues) throws DriverException {
        Map<String, String> given = new HashMap<>(options);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            given.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return (DockerDriver)
                new DockerDriverFactory().open(new DriverContext(agentId, Path.of("target"), given, Clock.systemUTC()));
    }

    static SessionRef ref(String sessionId) {
        return new SessionRef(sessionId, 1, null);
    }

    static SessionSpec spec() {
        return spec(TestEngine.PLAIN, Map.of());
    }

    static SessionSpec spec(String image, Map<String, String> options) {
        return spec(image, options, Resources.NONE, false, List.of());
    }

    static SessionSpec spec(
            @Nullable String image,
            Map<String, String> options,
            Resources resources,
            boolean persistentHome,
            List<String> command) {
        SessionSpec plain = SessionSpec.of("alice", "desktop");
        return new SessionSpec(
                plain.user(),
                plain.template(),
                plain.displayName(),
                image,
                command,
                Map.of(),
                plain.endpoints(),
                resources,
                persistentHome,
                null,
                Map.of(),
                options);
    }

    List<String> leftovers() {
        return engine.leftovers(agentId);
    }

    @Override
    public void close() throws Exception {
        engine.sweep(agentId);
        engine.close();
    }
}
