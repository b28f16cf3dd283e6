package io.streamspace.protocol.message;

import io.streamspace.protocol.internal.Checks;

/** The command did not do what it says (rule P-4.4). */
public record CommandFailed(String commandId, CommandError error) implements AgentMessage {
    public CommandFailed {
        Checks.id(commandId, "command_id");
        Checks.present(error, "error");
    }
}
