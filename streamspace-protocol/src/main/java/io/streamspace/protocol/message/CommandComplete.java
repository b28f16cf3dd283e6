package io.streamspace.protocol.message;

import io.streamspace.protocol.internal.Checks;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The command did what it says (rule P-4.4).
 *
 * @param session what became of the command's session; null for an action on no session
 * @param sessions the answer to {@link CommandPayload.ListSessions}, else empty
 */
public record CommandComplete(String commandId, @Nullable SessionReport session, List<InventoryEntry> sessions)
        implements AgentMessage {
    public CommandComplete {
        Checks.id(commandId, "command_id");
        sessions = Checks.list(sessions, "sessions", Hello.MAX_INVENTORY);
    }
}
