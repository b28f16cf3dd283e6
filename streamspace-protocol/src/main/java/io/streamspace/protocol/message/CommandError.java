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

    public CommandError {
        Checks.id(code, "code");
        Checks.text(message, "message", Checks.SENTENCE);
        Checks.optionalText(detail, "detail", MAX_DETAIL_LENGTH);
    }
}
