package io.streamspace.protocol.message;

import io.streamspace.protocol.internal.Checks;

/** The hub no longer wants the command; the agent interrupts it and undoes what it can (rule P-4.5). */
public record CommandCancel(String commandId) implements HubMessage {
    public CommandCancel {
        Checks.id(commandId, "command_id");
    }
}
