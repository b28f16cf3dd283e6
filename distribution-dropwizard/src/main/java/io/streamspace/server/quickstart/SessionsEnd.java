package io.streamspace.server.quickstart;

import io.streamspace.hub.Hub;
import io.streamspace.hub.Session;
import io.streamspace.hub.SessionQuery;
import io.streamspace.protocol.state.SessionState;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Ends every session when the quick start ends, since it promises to leave nothing running. Homes are kept. */
final class SessionsEnd implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final int MOST = 500;

    /** A failed session stays, since its reason is still to be read. */
    private static final Set<SessionState> LIVING =
            EnumSet.complementOf(EnumSet.of(SessionState.TERMINATED, SessionState.FAILED));

    private final Hub hub;

    SessionsEnd(Hub hub) {
        this.hub = hub;
    }

    @Override
    public void close() throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        for (Session session : living()) {
            hub.sessions().terminate(session.id());
        }
        while (!living().isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(50);
        }
    }

    private List<Session> living() {
        return hub.sessions()
                .list(new SessionQuery(null, LIVING, null, MOST, null))
                .items();
    }
}
