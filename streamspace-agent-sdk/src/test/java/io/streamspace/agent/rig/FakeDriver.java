package io.streamspace.agent.rig;

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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A platform that is a map, and a driver that does in a verb what the test wants to happen meanwhile. */
public final class FakeDriver implements SessionDriver, Hibernation {
    /** The platform. */
    public final Map<String, SessionFacts> sessions = new LinkedHashMap<>();

    /** The verbs that were called, with their session. */
    public final List<String> calls = new ArrayList<>();

    /** Runs inside each start, before it succeeds. */
    public Meanwhile duringStart = progress -> {};

    /** Runs inside each destroy, before it succeeds. */
    public Meanwhile duringDestroy = progress -> {};

    /** Runs inside each stop, before it succeeds. */
    public Meanwhile duringStop = progress -> {};

    /** Runs inside each list. */
    public Meanwhile duringList = progress -> {};

    /** Who watches. */
    public @Nullable SessionListener watcher;

    /** What happens while a verb runs. */
    @FunctionalInterface
    public interface Meanwhile {
        void happen(Progress progress) throws DriverException, InterruptedException;
    }

    @Override
    public SessionFacts start(SessionRef session, SessionSpec spec, Progress progress)
            throws DriverException, InterruptedException {
        calls.add("start " + session.sessionId());
        duringStart.happen(progress);
        return put(session, ObservedState.RUNNING);
    }

    @Override
    public void stop(SessionRef session) throws DriverException, InterruptedException {
        calls.add("stop " + session.sessionId());
        duringStop.happen(Progress.IGNORED);
        put(session, ObservedState.STOPPED);
    }

    @Override
    public void destroy(SessionRef session) throws DriverException, InterruptedException {
        calls.add("destroy " + session.sessionId());
        duringDestroy.happen(Progress.IGNORED);
        sessions.remove(session.sessionId());
    }

    @Override
    public SessionFacts inspect(SessionRef session) {
        return sessions.getOrDefault(session.sessionId(), SessionFacts.absent(session));
    }

    @Override
    public List<SessionFacts> list() throws DriverException, InterruptedException {
        duringList.happen(Progress.IGNORED);
        return List.copyOf(sessions.values());
    }

    @Override
    public SessionFacts recover(SessionRef session) {
        calls.add("recover " + session.sessionId());
        return inspect(session);
    }

    @Override
    public EndpointConnection dial(SessionRef session, String endpoint) throws DriverException {
        throw new DriverException(Kind.NOT_FOUND, "Nothing can be dialled here.");
    }

    @Override
    public AutoCloseable watch(SessionListener listener) {
        watcher = listener;
        return () -> watcher = null;
    }

    @Override
    public SessionFacts hibernate(SessionRef session) {
        calls.add("hibernate " + session.sessionId());
        return put(session, ObservedState.HIBERNATED);
    }

    @Override
    public SessionFacts wake(SessionRef session, SessionSpec spec, Progress progress) {
        calls.add("wake " + session.sessionId());
        return put(session, ObservedState.RUNNING);
    }

    @Override
    public void close() {}

    /** Puts a session onto the platform. */
    public SessionFacts put(SessionRef session, ObservedState state) {
        SessionFacts before = sessions.get(session.sessionId());
        long generation = before == null ? session.generation() : before.generation();
        var facts = new SessionFacts(
                session.sessionId(), generation, state, "h-" + session.sessionId(), Map.of(), Map.of(), null);
        sessions.put(session.sessionId(), facts);
        return facts;
    }

    /** A session that the platform holds. */
    public SessionFacts held(String sessionId) {
        return Objects.requireNonNull(sessions.get(sessionId), "the platform does not hold " + sessionId);
    }

    /** How often a verb was called. */
    public long count(String call) {
        return calls.stream().filter(call::equals).count();
    }
}
