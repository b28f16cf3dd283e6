package io.streamspace.agent.internal;

import io.streamspace.agent.internal.command.CommandDesk;
import io.streamspace.agent.internal.session.SessionBook;
import io.streamspace.protocol.message.Capacity;
import io.streamspace.protocol.message.CommandError;
import io.streamspace.protocol.message.CommandPayload;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Refuses a start that there is no room for; the hub may have decided on an old count. On the agent's loop. */
final class StartAdmission implements CommandDesk.Admission {
    private final Condition condition;
    private final Capacity capacity;
    private final SessionBook book;
    private final LongSupplier starting;

    StartAdmission(Condition condition, Capacity capacity, SessionBook book, LongSupplier starting) {
        this.condition = condition;
        this.capacity = capacity;
        this.book = book;
        this.starting = starting;
    }

    @Override
    public Optional<CommandDesk.Refusal> refuse(CommandPayload.StartSession start) {
        if (condition.draining()) {
            return Optional.of(new CommandDesk.Refusal(
                    CommandError.AGENT_DRAINING, "This agent takes no new sessions at the moment. Try again."));
        }
        if (capacity.maxSessions() > 0 && book.active() + starting.getAsLong() >= capacity.maxSessions()) {
            return Optional.of(new CommandDesk.Refusal(
                    CommandError.NO_CAPACITY,
                    "This agent runs all the sessions that it may (" + capacity.maxSessions()
                            + "). Try again later or end another session."));
        }
        return Optional.empty();
    }
}
