package io.streamspace.protocol.message;

import io.streamspace.protocol.Checks;
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
    public SessionReport {
        Checks.present(state, "state");
        if (handle != null) {
            Checks.text(handle, "handle", InventoryEntry.MAX_HANDLE_LENGTH);
        }
        endpoints = Map.copyOf(Checks.present(endpoints, "endpoints"));
        metadata = Map.copyOf(Checks.present(metadata, "metadata"));
    }

    /** A report of a state alone. */
    public static SessionReport of(ObservedState state, @Nullable String handle) {
        return new SessionReport(state, handle, Map.of(), Map.of());
    }
}
