package io.streamspace.hub.internal.store;

import io.streamspace.protocol.message.CommandPayload;
import io.streamspace.protocol.state.CommandState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A command as it is stored.
 *
 * @param epoch of the link that carried it last; 0 where none did
 * @param deliveries how often it was sent
 */
public record StoredCommand(
        String id,
        String agentId,
        @Nullable String sessionId,
        CommandPayload payload,
        long generation,
        CommandState state,
        long epoch,
        int deliveries,
        Instant createdAt,
        Instant timeoutAt) {
    /** The same command with another payload. */
    public StoredCommand with(CommandPayload other) {
        return new StoredCommand(
                id, agentId, sessionId, other, generation, state, epoch, deliveries, createdAt, timeoutAt);
    }
}
