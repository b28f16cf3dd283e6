package io.streamspace.agent.internal.command;

import io.streamspace.agent.internal.driver.Outcome;
import io.streamspace.agent.internal.session.SessionBook;
import io.streamspace.agent.spi.SessionFacts;
import io.streamspace.agent.spi.SessionRef;
import io.streamspace.protocol.message.AgentMessage;
import io.streamspace.protocol.message.Command;
import io.streamspace.protocol.message.CommandPayload;
import io.streamspace.protocol.message.ObservedState;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * What the end of a command means for its session: what is answered, what is undone, what must be looked at again
 * (docs/decisions/0021-what-a-given-up-start-leaves.md). On the agent's loop.
 */
final class Settlement implements CommandTask.Owner {
    private final SessionBook book;
    private final Cleanup cleanup;
    private final Lanes lanes;
    private final SessionEvents events;
    private final BiConsumer<Command, AgentMessage> answer;

    // A start that comes back after its grace may find its session started anew; only the newest may be undone.
    private final Map<String, CommandTask> newestStart = new HashMap<>();

    Settlement(
            SessionBook book,
            Cleanup cleanup,
            Lanes lanes,
            SessionEvents events,
            BiConsumer<Command, AgentMessage> answer) {
        this.book = book;
        this.cleanup = cleanup;
        this.lanes = lanes;
        this.events = events;
        this.answer = answer;
    }

    /** The command will run. */
    void accepted(CommandTask task) {
        if (task.command().payload() instanceof CommandPayload.StartSession start) {
            newestStart.put(task.sessionId(), task);
            cleanup.forget(task.sessionId());
            book.asked(task.sessionId(), start.spec().resources());
        }
    }

    @Override
    public void settled(CommandTask task, Outcome<SessionFacts> outcome) {
        newestStart.remove(task.sessionId(), task);
        switch (outcome) {
            case Outcome.Done<SessionFacts> done -> {
                succeeded(task, done.value());
                answer.accept(task.command(), Answers.complete(task.command(), done.value()));
            }
            case Outcome.Failed<SessionFacts> failed -> {
                book.touched(task.sessionId());
                answer.accept(task.command(), Answers.failed(task.command(), failed.error()));
                if (task.starts()) {
                    cleanup.afterRunning(task.session());
                } else {
                    events.uncertain(task.sessionId());
                }
            }
        }
    }

    @Override
    public void revoked(CommandTask task, Revocation why) {
        if (why.answered()) {
            answer.accept(task.command(), Answers.failed(task.command(), why));
        }
    }

    @Override
    public void late(CommandTask task, Revocation why, Outcome<SessionFacts> outcome) {
        book.touched(task.sessionId());
        boolean newest = newestStart.remove(task.sessionId(), task);
        if (!why.answered()) {
            return;
        }
        if (task.starts()) {
            // Whether it succeeded or failed half-way: the hub has given it up (D-102).
            if (newest) {
                cleanup.afterRunning(task.session());
            }
        } else {
            events.uncertain(task.sessionId());
        }
    }

    @Override
    public void giveUp(CommandTask task, Revocation why) {
        lanes.revoke(task, why);
    }

    /** A start whose success the hub does not want any more. */
    void undoSuccess(SessionRef session) {
        if (!book.isStale(session.sessionId(), session.generation())
                && book.generation(session.sessionId()) == session.generation()) {
            cleanup.now(session);
        }
    }

    private void succeeded(CommandTask task, SessionFacts facts) {
        if (task.stops()) {
            cleanup.forget(task.sessionId());
            book.removed(task.sessionId());
            events.ended(task.sessionId());
        } else {
            book.done(facts);
            if (facts.state() != ObservedState.RUNNING) {
                events.ended(task.sessionId());
            }
        }
    }
}
