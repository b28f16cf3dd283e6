package io.streamspace.agent.spi;

import io.streamspace.protocol.message.InventoryEntry;
import io.streamspace.protocol.message.ObservedState;
import io.streamspace.protocol.message.Resources;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a driver sees of a session at this moment.
 *
 * @param generation the generation with which the session was started, as the platform's labels keep it
 * @param handle the driver's own name for the session: opaque, versioned, at most 4096 characters
 * @param endpoints names of what can be dialled, with a description of where it is, for the log only
 * @param metadata the platform's own facts for operators
 * @param reason a sentence for the user where the state needs one, else null
 * @param resources what the session asked for, as the platform keeps it; {@link Resources#NONE} where it cannot tell
 */
public record SessionFacts(
        String sessionId,
        long generation,
        ObservedState state,
        @Nullable String handle,
        Map<String, String> endpoints,
        Map<String, String> metadata,
        @Nullable String reason,
        Resources resources) {
    public SessionFacts {
        endpoints = Map.copyOf(endpoints);
        metadata = Map.copyOf(metadata);
        if (handle != null && handle.length() > InventoryEntry.MAX_HANDLE_LENGTH) {
            throw new IllegalArgumentException("a handle may have at most " + InventoryEntry.MAX_HANDLE_LENGTH
                    + " characters, this one has " + handle.length() + "; keep the rest on the platform");
        }
    }

    /** Facts of a session whose resources the platform does not keep. */
    public SessionFacts(
            String sessionId,
            long generation,
            ObservedState state,
            @Nullable String handle,
            Map<String, String> endpoints,
            Map<String, String> metadata,
            @Nullable String reason) {
        this(sessionId, generation, state, handle, endpoints, metadata, reason, Resources.NONE);
    }

    /** What is seen of a session that the platform does not know. */
    public static SessionFacts absent(SessionRef session) {
        return new SessionFacts(
                session.sessionId(), session.generation(), ObservedState.STOPPED, null, Map.of(), Map.of(), null);
    }

    /** The session with the handle that the platform knows it by. */
    public SessionRef ref() {
        return new SessionRef(sessionId, generation, handle);
    }
}
