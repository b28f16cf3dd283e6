package io.streamspace.agent.memory;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Plays the platform for {@link InMemoryDriver}: it holds the sessions, as a Docker engine would, and outlives drivers and agents. A new
 * driver on the same platform finds what an earlier one started. May be used from any thread.
 */
public final class InMemoryPlatform implements AutoCloseable {
    private static final InMemoryPlatform SHARED = new InMemoryPlatform();

    private final ConcurrentMap<Key, MemorySession> sessions = new ConcurrentHashMap<>();
    private final List<Consumer<MemorySession>> listeners = new CopyOnWriteArrayList<>();

    private record Key(String agentId, String sessionId) {}

    /** A platform without sessions. */
    public InMemoryPlatform() {}

    /** The platform of this process, which lives as long as it does. */
    public static InMemoryPlatform shared() {
        return SHARED;
    }

    /** Ends a session's desktop as a crash would, so that watchers hear of it; does nothing where there is none. */
    public void crash(String agentId, String sessionId) {
        MemorySession session = sessions.get(new Key(agentId, sessionId));
        if (session != null && session.crash()) {
            listeners.forEach(l -> l.accept(session));
        }
    }

    /** Removes everything. */
    @Override
    public void close() {
        for (MemorySession session : List.copyOf(sessions.values())) {
            sessions.values().remove(session);
            session.end(Long.MAX_VALUE);
        }
    }

    /** The agent's session, made if there is none; whether it runs is its own matter. */
    MemorySession claim(String agentId, String sessionId) {
        return sessions.computeIfAbsent(
                new Key(agentId, sessionId), key -> new MemorySession(key.agentId(), key.sessionId()));
    }

    Optional<MemorySession> find(String agentId, String sessionId) {
        return Optional.ofNullable(sessions.get(new Key(agentId, sessionId)));
    }

    /** Forgets the session if it is still this one. */
    void forget(MemorySession session) {
        sessions.remove(new Key(session.agentId(), session.sessionId()), session);
    }

    List<MemorySession> sessionsOf(String agentId) {
        return sessions.values().stream()
                .filter(s -> s.agentId().equals(agentId))
                .toList();
    }

    AutoCloseable watch(Consumer<MemorySession> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
