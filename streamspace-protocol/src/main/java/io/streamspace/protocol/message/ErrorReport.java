package io.streamspace.protocol.message;

import io.streamspace.protocol.internal.Checks;
import org.jspecify.annotations.Nullable;

/**
 * A message could not be read or was not allowed (rule P-2.4). Never answered with another error.
 *
 * @param code a {@link io.streamspace.protocol.ProtocolException.Code}'s wire name
 * @param answeredType the type of the message that was refused, where it could be read
 */
public record ErrorReport(
        String code, String message, @Nullable String answeredType) implements AgentMessage, HubMessage {
    public ErrorReport {
        Checks.id(code, "code");
        Checks.text(message, "message", Checks.SENTENCE);
        Checks.optionalId(answeredType, "answered_type");
    }
}
