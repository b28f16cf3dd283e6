package io.streamspace.protocol.message;

import io.streamspace.protocol.internal.Checks;

/**
 * What the hub decided about a session that the agent found on its platform.
 *
 * @param generation the hub's generation of the session, which the agent takes over
 */
public record InventoryVerdict(String sessionId, long generation, Verdict verdict) {
    /** The three things that can be done with what was found. */
    public enum Verdict {
        /** As the hub expects it. */
        KEEP,
        /** The hub had lost sight of it and takes it over as it was found. */
        ADOPT,
        /** Nobody wants it: destroy it. */
        REMOVE
    }

    public InventoryVerdict {
        Checks.id(sessionId, "session_id");
        Checks.atLeast(generation, 0, "generation");
        Checks.present(verdict, "verdict");
    }
}
