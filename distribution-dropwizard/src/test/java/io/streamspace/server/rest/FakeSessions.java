package io.streamspace.server.rest;

import io.streamspace.hub.DesiredState;
import io.streamspace.hub.HubException;
import io.streamspace.hub.HubException.Code;
import io.streamspace.hub.Page;
import io.streamspace.hub.Session;
import io.streamspace.hub.SessionFilter;
import io.streamspace.hub.SessionQuery;
import io.streamspace.hub.SessionUpdate;
import io.streamspace.hub.Sessions;
import io.streamspace.hub.StartRequest;
import io.streamspace.hub.Subscription;
import io.streamspace.hub.Template;
import io.streamspace.protocol.message.Resources;
import io.streamspace.protocol.state.SessionState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/** Sessions in memory, which move only when a test says so. */
final class FakeSessions implements Sessions {
    private final Map<String, Session> sessions = new ConcurrentSkipListMap<>();
    private final Map<Consumer<SessionUpdate>, SessionFilter> listeners = new ConcurrentHashMap<>();
    private final AtomicInteger ids = new AtomicInteger(100);
    private final FakeTemplates templates;
    private volatile boolean down;
    volatile BiPredicate<String, String> sharedWith = (session, user) -> false;

    FakeSessions(FakeTemplates templates) {
        this.templates = templates;
    }

    /** From now on every call fails as if the database were away. */
    void goDown(boolean isDown) {
        down = isDown;
    }

    int listeners() {
        return listeners.size();
    }

    /** Moves a session and tells whoever listens. */
    Session move(String id, SessionState state) {
        return store(with(require(id), state, require(id).desired(), require(id).tags()));
    }

    void progress(String id, String stage, double fraction) {
        tell(
                new SessionUpdate.Progress(id, new Session.Progress(stage, "now " + stage, fraction)),
                require(id).user());
    }

    private Session store(Session session) {
        sessions.put(session.id(), session);
        tell(new SessionUpdate.Changed(session), session.user());
        return session;
    }

    private void tell(SessionUpdate update, String user) {
        listeners.forEach((listener, filter) -> {
            if (filter.matches(update.sessionId(), user)) {
                Thread.startVirtualThread(() -> listener.accept(update));
            }
        });
    }

    private Session require(String id) {
        return find(id).orElseThrow(() -> new HubException(Code.SESSION_NOT_FOUND, "There is no session " + id + "."));
    }

    private void checkUp() {
        if (down) {
            throw new HubException(Code.UNAVAILABLE, "The database is away. Try again in a moment.");
        }
    }

    private static Session with(Session old, SessionState state, DesiredState desired, List<String> tags) {
        return new Session(
                old.id(),
                old.user(),
                old.template(),
                old.displayName(),
                state,
                desired,
                old.generation(),
                old.version() + 1,
                old.agentId(),
                old.platform(),
                old.region(),
                old.handle(),
                old.resources(),
                old.limits(),
                old.error(),
                old.reason(),
                tags,
                old.progress(),
                old.createdAt(),
                old.startedAt(),
                old.endsAt(),
                old.lastActivityAt(),
                Instant.now());
    }

    @Override
    public Session start(StartRequest request) {
        checkUp();
        Template template = templates
                .find(request.template())
                .orElseThrow(() ->
                        new HubException(Code.TEMPLATE_NOT_FOUND, "There is no template " + request.template() + "."));
        Instant now = Instant.now();
        String name = request.displayName() == null ? template.displayName() : request.displayName();
        return store(new Session(
                "sess-" + ids.incrementAndGet(),
                request.user(),
                request.template(),
                name,
                SessionState.PENDING,
                DesiredState.RUNNING,
                1,
                1,
                null,
                request.platform(),
                request.region(),
                null,
                request.resources() == null ? Resources.NONE : request.resources(),
                request.limits(),
                null,
                null,
                request.tags(),
                null,
                now,
                null,
                null,
                null,
                now));
    }

    @Override
    public Optional<Session> find(String sessionId) {
        checkUp();
        return Optional.ofNullable(sessions.get(sessionId));
    }

    @Override
    public Page<Session> list(SessionQuery query) {
        checkUp();
        List<Session> all = sessions.values().stream()
                .filter(session -> query.owner() == null
                        || query.owner().equals(session.user())
                        || query.shared() && sharedWith.test(session.id(), query.owner()))
                .filter(session -> query.states().isEmpty() || query.states().contains(session.state()))
                .filter(session -> query.tag() == null || session.tags().contains(query.tag()))
                .toList()
                .reversed();
        int from = query.cursor() == null ? 0 : Integer.parseInt(query.cursor());
        int to = Math.min(all.size(), from + query.limit());
        return new Page<>(all.subList(from, to), to < all.size() ? Integer.toString(to) : null, all.size());
    }

    @Override
    public Session hibernate(String sessionId) {
        Session session = require(sessionId);
        if (session.state() != SessionState.RUNNING) {
            throw new HubException(Code.INVALID_STATE, "Only a running session can be hibernated.");
        }
        return store(with(session, SessionState.HIBERNATING, DesiredState.HIBERNATED, session.tags()));
    }

    @Override
    public Session wake(String sessionId) {
        Session session = require(sessionId);
        if (session.state() != SessionState.HIBERNATED) {
            throw new HubException(Code.INVALID_STATE, "Only a hibernated session can be woken.");
        }
        return store(with(session, SessionState.WAKING, DesiredState.RUNNING, session.tags()));
    }

    @Override
    public Session restart(String sessionId) {
        return move(sessionId, SessionState.PENDING);
    }

    @Override
    public Session terminate(String sessionId) {
        Session session = require(sessionId);
        return store(with(session, SessionState.TERMINATING, DesiredState.TERMINATED, session.tags()));
    }

    @Override
    public Session tag(String sessionId, List<String> tags) {
        Session session = require(sessionId);
        return store(with(session, session.state(), session.desired(), tags));
    }

    @Override
    public Subscription subscribe(SessionFilter filter, Consumer<SessionUpdate> listener) {
        listeners.put(listener, filter);
        return () -> listeners.remove(listener);
    }
}
