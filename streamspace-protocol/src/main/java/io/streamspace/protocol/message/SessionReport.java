package io.streamspace.protocol.message;

import io.streamspace.protocol.internal.Checks;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a driver tells of one session.
 *
 * @param handle the driver's own name for the session, opaque to the hub
 * @param endpoints names of what can be dialled, such as {@code vnc}, each with a description of where it is, for the log only
 * @param metadata the platform's own facts, such as a pod's name, for operators
 */
public record SessionReport(
        ObservedState state, @Nullable String handle, Map<String, String> endpoints, Map<String, String> metadata) {
    /** Most facts of a platform about one session. */
    public static final int MAX_METADATA = 64;

    public SessionReport {
        Checks.present(state, "state");
        Checks.optionalText(handle, "handle", InventoryEntry.MAX_HANDLE_LENGTH);
        endpoints = Checks.map(endpoints, "endpoints", SessionSpec.MAX_ENDPOINTS, Checks.SENTENCE);
        metadata = Checks.map(metadata, "metadata", MAX_METADATA, Checks.SENTENCE);
    }

    /** A report of a state alone. */
    public static SessionReport of(ObservedState state, @Nullable String handle) {
        return new SessionReport(state, handle, Map.of(), Map.of());
    }
}
