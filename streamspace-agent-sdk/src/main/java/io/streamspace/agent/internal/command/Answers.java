package io.streamspace.agent.internal.command;

import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.SessionFacts;
import io.streamspace.protocol.message.Command;
import io.streamspace.protocol.message.CommandComplete;
import io.streamspace.protocol.message.CommandError;
import io.streamspace.protocol.message.CommandFailed;
import io.streamspace.protocol.message.SessionReport;
import java.util.List;

/** The words for what became of a command. */
final class Answers {
    private Answers() {}

    static CommandComplete complete(Command command, SessionFacts facts) {
        return new CommandComplete(command.commandId(), report(facts), List.of());
    }

    static CommandFailed failed(Command command, DriverException e) {
        var error = new CommandError(e.code(), Texts.sentence(e.getMessage()), Texts.detail(e.detail()), e.retryable());
        return new CommandFailed(command.commandId(), error);
    }

    static CommandFailed failed(Command command, Revocation why) {
        return failed(command, why.code(), why.sentence(), why == Revocation.TIMED_OUT);
    }

    static CommandFailed stale(Command command, long known) {
        return failed(
                command,
                "stale_generation",
                "The request came too late: the session has changed since (generation " + command.generation()
                        + ", the agent has seen " + known + ").",
                false);
    }

    static CommandFailed failed(Command command, String code, String message, boolean retryable) {
        return new CommandFailed(command.commandId(), new CommandError(code, message, null, retryable));
    }

    static SessionReport report(SessionFacts facts) {
        return new SessionReport(facts.state(), facts.handle(), facts.endpoints(), facts.metadata());
    }
}
