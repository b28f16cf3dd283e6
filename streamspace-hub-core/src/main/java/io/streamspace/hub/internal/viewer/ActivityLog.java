package io.streamspace.hub.internal.viewer;

import io.streamspace.hub.internal.store.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps when sessions were last used and writes it now and then: viewers report once a second, the database need not hear each. */
public final class ActivityLog {
    private final InstantSource clock;
    private final Map<String, Instant> lastUsed = new ConcurrentHashMap<>();

    public ActivityLog(InstantSource clock) {
        this.clock = clock;
    }

    /** Never blocks. */
    void used(String sessionId) {
        lastUsed.put(sessionId, clock.instant());
    }

    /** Writes what came since; it stays to be written where that fails. */
    public void flush(Database database) {
        var batch = new HashMap<>(lastUsed);
        if (!batch.isEmpty()) {
            database.runOnce(tx -> tx.sessions().activity(batch));
            batch.forEach(lastUsed::remove);
        }
    }
}
