package io.streamspace.protocol.message;

import io.streamspace.protocol.internal.Checks;

/** The agent has the command and will answer it with complete or failed (rule P-4.3). */
public record CommandAck(String commandId) implements AgentMessage {
    public CommandAck {
        Checks.id(commandId, "command_id");
    }
}
