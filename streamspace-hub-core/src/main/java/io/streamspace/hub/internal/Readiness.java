package io.streamspace.hub.internal;

import io.streamspace.hub.HubException;
import io.streamspace.hub.ReadinessCheck;
import java.util.List;

/** Finds out whether a hub can do its work. */
public final class Readiness {
    private final HubParts parts;

    public Readiness(HubParts parts) {
        this.parts = parts;
    }

    public List<ReadinessCheck> checks() {
        return List.of(database(), migrations());
    }

    private ReadinessCheck database() {
        try {
            parts.database().callOnce(tx -> tx.templates().find(""));
            return new ReadinessCheck("database", true, "The database answers.");
        } catch (HubException | IllegalStateException e) {
            return new ReadinessCheck("database", false, "The database does not answer. Is PostgreSQL running?");
        }
    }

    private ReadinessCheck migrations() {
        return parts.migrations().isComplete()
                ? new ReadinessCheck("migrations", true, "The tables are up to date.")
                : new ReadinessCheck("migrations", false, "The tables are not up to date. Look at the hub's log.");
    }
}
