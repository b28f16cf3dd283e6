package io.streamspace.hub.internal.session;

import io.streamspace.hub.Session;
import io.streamspace.hub.SessionFilter;
import io.streamspace.hub.SessionUpdate;
import io.streamspace.protocol.state.SessionState;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The box of one subscriber. Holds at most one change and one progress for each session, so it is bounded by the number of sessions that
 * the subscriber may see, however slow it is. Commits by different threads may arrive out of order: an older version never replaces a newer.
 */
final class Subscriber {
    private static final Logger LOG = LoggerFactory.getLogger(Subscriber.class);

    private final SessionFilter filter;
    private final Consumer<SessionUpdate> listener;
    private final Executor executor;
    // Guarded by this, as the two flags.
    private final SequencedMap<String, Waiting> waiting = new LinkedHashMap<>();
    private final Map<String, Long> delivered = new HashMap<>();
    private boolean draining;
    private boolean closed;

    private record Waiting(SessionUpdate.@Nullable Changed changed, SessionUpdate.@Nullable Progress progress) {}

    Subscriber(SessionFilter filter, Consumer<SessionUpdate> listener, Executor executor) {
        this.filter = filter;
        this.listener = listener;
        this.executor = executor;
    }

    boolean wants(Session session) {
        return filter.matches(session.id(), session.user());
    }

    synchronized void changed(Session session) {
        if (delivered.getOrDefault(session.id(), 0L) >= session.version()) {
            return;
        }
        waiting.merge(session.id(), new Waiting(new SessionUpdate.Changed(session), null), Subscriber::newer);
        drainLater();
    }

    synchronized void progress(SessionUpdate.Progress progress) {
        waiting.merge(progress.sessionId(), new Waiting(null, progress), Subscriber::newer);
        drainLater();
    }

    synchronized void close() {
        closed = true;
        waiting.clear();
    }

    private static Waiting newer(Waiting before, Waiting after) {
        var progress = after.progress == null ? before.progress : after.progress;
        if (after.changed == null
                || before.changed != null
                        && before.changed.session().version()
                                > after.changed.session().version()) {
            return new Waiting(before.changed, progress);
        }
        return new Waiting(after.changed, progress);
    }

    private void drainLater() {
        if (!draining && !closed) {
            draining = true;
            executor.execute(this::drain);
        }
    }

    private void drain() {
        for (var next = next(); next != null; next = next()) {
            if (next.changed != null) {
                tell(next.changed);
            }
            if (next.progress != null) {
                tell(next.progress);
            }
        }
    }

    private synchronized @Nullable Waiting next() {
        var first = waiting.pollFirstEntry();
        if (first == null || closed) {
            draining = false;
            return null;
        }
        var changed = first.getValue().changed;
        if (changed != null) {
            remember(changed.session());
        }
        return first.getValue();
    }

    /** So that what was committed before but comes later is not taken for news. */
    private void remember(Session session) {
        if (session.state() == SessionState.TERMINATED) {
            delivered.remove(session.id());
        } else {
            delivered.put(session.id(), session.version());
        }
    }

    private void tell(SessionUpdate update) {
        try {
            listener.accept(update);
        } catch (RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("sessionId", update.sessionId())
                    .setCause(e)
                    .log("subscriber failed");
        }
    }
}
