package io.streamspace.protocol.message;

import io.streamspace.protocol.internal.Checks;

/**
 * How far a command is; for people, never for decisions.
 *
 * @param stage a short stable name, such as {@code pulling_image}
 * @param message a sentence for the user
 * @param fraction from 0 to 1, or -1 where nobody can tell
 */
public record CommandProgress(String commandId, String stage, String message, double fraction) implements AgentMessage {
    public CommandProgress {
        Checks.id(commandId, "command_id");
        Checks.id(stage, "stage");
        Checks.text(message, "message", Checks.SENTENCE);
        Checks.fraction(fraction, "fraction");
    }
}
