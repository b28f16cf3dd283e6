package io.streamspace.agent.internal.command;

import io.streamspace.agent.spi.SessionRef;
import io.streamspace.protocol.message.AgentMessage;
import io.streamspace.protocol.message.Command;
import io.streamspace.protocol.message.CommandComplete;
import io.streamspace.protocol.message.CommandPayload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The results of the last commands, so that a repeated command gets its first result (rule P-4.2), and which of them no link has carried
 * yet. On the agent's loop.
 */
final class ResultMemory {
    private static final int MOST = 1024;

    private final Map<String, Remembered> results = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Remembered> eldest) {
            return size() > MOST;
        }
    };
    private final Set<String> unsent = new LinkedHashSet<>();

    private record Remembered(Command command, AgentMessage result) {}

    Optional<AgentMessage> find(String commandId) {
        return Optional.ofNullable(results.get(commandId)).map(Remembered::result);
    }

    void remember(Command command, AgentMessage result, boolean sent) {
        results.put(command.commandId(), new Remembered(command, result));
        if (!sent) {
            unsent.add(command.commandId());
        }
    }

    /** Turns a remembered success of a start into its cancellation; the session that it started, where there was one. */
    Optional<SessionRef> undo(String commandId) {
        Remembered past = results.get(commandId);
        if (past == null
                || !(past.command().payload() instanceof CommandPayload.StartSession)
                || !(past.result() instanceof CommandComplete complete)) {
            return Optional.empty();
        }
        Command command = past.command();
        results.put(commandId, new Remembered(command, Answers.failed(command, Revocation.CANCELLED)));
        String handle = complete.session() == null ? null : complete.session().handle();
        return Optional.of(new SessionRef(Objects.requireNonNull(command.sessionId()), command.generation(), handle));
    }

    /** The results that no link has carried, oldest first; the caller sends them. */
    List<AgentMessage> takeUnsent() {
        var waiting = new ArrayList<AgentMessage>();
        for (String id : unsent) {
            find(id).ifPresent(waiting::add);
        }
        unsent.clear();
        return waiting;
    }
}
