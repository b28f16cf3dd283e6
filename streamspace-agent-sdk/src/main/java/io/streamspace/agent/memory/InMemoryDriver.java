package io.streamspace.agent.memory;

import io.streamspace.agent.spi.DriverContext;
import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.DriverException.Kind;
import io.streamspace.agent.spi.EndpointConnection;
import io.streamspace.agent.spi.Hibernation;
import io.streamspace.agent.spi.Progress;
import io.streamspace.agent.spi.SessionDriver;
import io.streamspace.agent.spi.SessionFacts;
import io.streamspace.agent.spi.SessionListener;
import io.streamspace.agent.spi.SessionRef;
import io.streamspace.protocol.message.ObservedState;
import io.streamspace.protocol.message.SessionSpec;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Runs each session as a demo desktop in this process. The driver itself keeps nothing: what runs is the platform's to know. There is no home
 * directory; what was written on a desktop is gone once it is hibernated.
 */
public final class InMemoryDriver implements SessionDriver, Hibernation {
    private final String agentId;
    private final InMemoryPlatform platform;
    private final Clock clock;

    /** A driver of the agent that the context names. */
    public InMemoryDriver(InMemoryPlatform platform, DriverContext context) {
        this.platform = platform;
        agentId = context.agentId();
        clock = context.clock().withZone(ZoneId.systemDefault());
    }

    @Override
    public SessionFacts start(SessionRef session, SessionSpec spec, Progress progress)
            throws DriverException, InterruptedException {
        var boot = new DesktopBoot(spec, progress, clock);
        MemorySession claimed = platform.claim(agentId, session.sessionId());
        while (!claimed.start(session.generation(), spec.resources(), boot)) {
            platform.forget(claimed);
            claimed = platform.claim(agentId, session.sessionId());
        }
        return claimed.factsOr(session);
    }

    @Override
    public void stop(SessionRef session) {
        find(session).ifPresent(found -> found.suspendAs(ObservedState.STOPPED, session.generation()));
    }

    @Override
    public void destroy(SessionRef session) {
        find(session).ifPresent(found -> {
            if (found.end(session.generation())) {
                platform.forget(found);
            }
        });
    }

    @Override
    public SessionFacts inspect(SessionRef session) {
        return find(session).flatMap(MemorySession::facts).orElseGet(() -> SessionFacts.absent(session));
    }

    @Override
    public List<SessionFacts> list() {
        return platform.sessionsOf(agentId).stream()
                .flatMap(s -> s.facts().stream())
                .toList();
    }

    @Override
    public SessionFacts recover(SessionRef session) {
        return inspect(session);
    }

    @Override
    public EndpointConnection dial(SessionRef session, String endpoint) throws DriverException {
        if (!endpoint.equals(SessionSpec.VNC_ENDPOINT)) {
            throw new DriverException(
                    Kind.NOT_FOUND,
                    "A demo desktop has no endpoint but '" + SessionSpec.VNC_ENDPOINT + "'; the template asks for '"
                            + endpoint + "'.");
        }
        return find(session)
                .flatMap(MemorySession::address)
                .<EndpointConnection>map(EndpointConnection.Address::new)
                .orElseThrow(() -> new DriverException(Kind.NOT_FOUND, "The session does not run."));
    }

    @Override
    public AutoCloseable watch(SessionListener listener) {
        return platform.watch(session -> {
            if (session.agentId().equals(agentId)) {
                session.facts().ifPresent(listener::changed);
            }
        });
    }

    @Override
    public SessionFacts hibernate(SessionRef session) throws DriverException {
        MemorySession found = find(session).orElseThrow(InMemoryDriver::unknown);
        found.suspendAs(ObservedState.HIBERNATED, Long.MAX_VALUE);
        return found.facts().orElseThrow(InMemoryDriver::unknown);
    }

    @Override
    public SessionFacts wake(SessionRef session, SessionSpec spec, Progress progress)
            throws DriverException, InterruptedException {
        MemorySession found = find(session).orElseThrow(InMemoryDriver::unknown);
        if (!found.wake(new DesktopBoot(spec, progress, clock))) {
            throw unknown();
        }
        return found.factsOr(session);
    }

    @Override
    public void close() {}

    private Optional<MemorySession> find(SessionRef session) {
        return platform.find(agentId, session.sessionId());
    }

    private static DriverException unknown() {
        return new DriverException(Kind.NOT_FOUND, "There is no such session any more. Start a new one.");
    }
}
