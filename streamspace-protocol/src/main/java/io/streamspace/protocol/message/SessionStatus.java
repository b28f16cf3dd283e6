package io.streamspace.protocol.message;

import io.streamspace.protocol.internal.Checks;
import org.jspecify.annotations.Nullable;

/**
 * The platform changed a session by itself (rule P-4.6).
 *
 * @param generation the last generation that the agent applied; the hub ignores a report that is older than its own
 * @param reason a sentence for the user, where the platform gives one
 */
public record SessionStatus(
        String sessionId,
        long generation,
        SessionReport session,
        @Nullable String reason) implements AgentMessage {
    public SessionStatus {
        Checks.id(sessionId, "session_id");
        Checks.atLeast(generation, 0, "generation");
        Checks.present(session, "session");
        Checks.optionalText(reason, "reason", Checks.SENTENCE);
    }
}
