package io.streamspace.protocol.message;

import io.streamspace.protocol.internal.Checks;
import org.jspecify.annotations.Nullable;

/**
 * Why a command failed.
 *
 * @param code a short stable name, such as {@code image_not_found}
 * @param message a sentence for the user: what happened and what to do
 * @param detail what the operator needs, for the log only
 * @param retryable whether the same command may succeed later
 */
public record CommandError(
        String code, String message, @Nullable String detail, boolean retryable) {
    /** Longest detail, in characters. */
    public static final int MAX_DETAIL_LENGTH = 16_384;

    /** A start is refused since the agent runs all the sessions that it may (rule P-4.12). */
    public static final String NO_CAPACITY = "no_capacity";
    /** A start is refused since the agent takes no new sessions (rule P-4.12). */
    public static final String AGENT_DRAINING = "agent_draining";

    public CommandError {
        Checks.id(code, "code");
        Checks.text(message, "message", Checks.SENTENCE);
        Checks.optionalText(detail, "detail", MAX_DETAIL_LENGTH);
    }

    /** Whether another agent may do what this one refuses: nothing was begun, and nothing is wrong with the session. */
    public boolean refuses() {
        return code.equals(NO_CAPACITY) || code.equals(AGENT_DRAINING);
    }
}
