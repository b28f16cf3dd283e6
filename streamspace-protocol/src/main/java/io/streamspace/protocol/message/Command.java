package io.streamspace.protocol.message;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.streamspace.protocol.internal.Checks;
import org.jspecify.annotations.Nullable;

/**
 * Something to do (rules P-4.1 to P-4.5). May arrive more than once with the same id; its effect happens once.
 *
 * @param sessionId the session; null for an action on no session
 * @param generation the session's generation once this command is applied; an agent refuses one that is lower than what it has applied
 * @param timeoutMs milliseconds from arrival until the hub gives up; relative, since clocks differ
 * @param payload what to do; {@code action} on the wire names its type
 */
public record Command(
        String commandId,
        @Nullable String sessionId,
        long generation,
        long timeoutMs,

        @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "action", include = JsonTypeInfo.As.EXTERNAL_PROPERTY)
        CommandPayload payload)
        implements HubMessage {
    /** Longest time limit, one day. */
    public static final long MAX_TIMEOUT_MS = 86_400_000;

    public Command {
        Checks.id(commandId, "command_id");
        Checks.present(payload, "payload");
        Checks.optionalId(sessionId, "session_id");
        if (payload.action().onSession()) {
            Checks.present(sessionId, "session_id");
        }
        Checks.atLeast(generation, 0, "generation");
        Checks.between(timeoutMs, 1, MAX_TIMEOUT_MS, "timeout_ms");
    }
}
