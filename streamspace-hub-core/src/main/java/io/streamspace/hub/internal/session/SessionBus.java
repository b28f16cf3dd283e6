package io.streamspace.hub.internal.session;

import io.streamspace.hub.Session;
import io.streamspace.hub.SessionFilter;
import io.streamspace.hub.SessionUpdate;
import io.streamspace.hub.Subscription;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Brings changes to subscribers. Publishing never blocks: each subscriber has a box of its own that keeps the latest of each session. */
public final class SessionBus {
    private final Executor executor;
    private final Set<Subscriber> subscribers = ConcurrentHashMap.newKeySet();

    public SessionBus(Executor executor) {
        this.executor = executor;
    }

    public Subscription subscribe(SessionFilter filter, Consumer<SessionUpdate> listener) {
        var subscriber = new Subscriber(filter, listener, executor);
        subscribers.add(subscriber);
        return () -> {
            subscribers.remove(subscriber);
            subscriber.close();
        };
    }

    public void changed(Session session) {
        for (var subscriber : subscribers) {
            if (subscriber.wants(session)) {
                subscriber.changed(session);
            }
        }
    }

    public void progress(Session session, Session.Progress progress) {
        for (var subscriber : subscribers) {
            if (subscriber.wants(session)) {
                subscriber.progress(new SessionUpdate.Progress(session.id(), progress));
            }
        }
    }
}
