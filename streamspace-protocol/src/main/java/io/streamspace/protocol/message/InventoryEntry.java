package io.streamspace.protocol.message;

import io.streamspace.protocol.internal.Checks;
import org.jspecify.annotations.Nullable;

/**
 * A session as the agent's platform holds it.
 *
 * @param generation the last generation that the agent knows to have been applied; after a restart, the one that the platform's labels show
 * @param handle the driver's own name for it; null where the platform cannot tell
 */
public record InventoryEntry(
        String sessionId,
        long generation,
        ObservedState state,
        @Nullable String handle) {
    /** Largest handle, in characters. */
    public static final int MAX_HANDLE_LENGTH = 4096;

    public InventoryEntry {
        Checks.id(sessionId, "session_id");
        Checks.atLeast(generation, 0, "generation");
        Checks.present(state, "state");
        Checks.optionalText(handle, "handle", MAX_HANDLE_LENGTH);
    }
}
