package io.streamspace.agent.internal.command;

import io.streamspace.agent.internal.AgentMeters;
import io.streamspace.agent.internal.driver.DriverCalls;
import io.streamspace.agent.internal.driver.Outcome;
import io.streamspace.agent.internal.session.SessionBook;
import io.streamspace.agent.spi.AgentLoop;
import io.streamspace.agent.spi.SessionDriver;
import io.streamspace.agent.spi.SessionFacts;
import io.streamspace.agent.spi.SessionRef;
import io.streamspace.protocol.message.AgentMessage;
import io.streamspace.protocol.message.Command;
import io.streamspace.protocol.message.CommandAck;
import io.streamspace.protocol.message.CommandComplete;
import io.streamspace.protocol.message.CommandPayload;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes the hub's commands and answers each once, however often it arrives (rules P-4.1 to P-4.5). Commands of one session run in order, those
 * of several at once, none on the loop. On the agent's loop.
 */
public final class CommandDesk {
    private final AgentLoop loop;
    private final SessionDriver driver;
    private final DriverCalls calls;
    private final SessionBook book;
    private final Reports reports;
    private final Admission admission;
    private final AgentMeters meters;
    private final Verbs verbs;
    private final Lanes lanes;
    private final Cleanup cleanup;
    private final Settlement settlement;
    private final Consumer<String> uncertain;

    private final ResultMemory results = new ResultMemory();
    private final Map<String, Open> open = new HashMap<>();
    private boolean closed;
    private Runnable quiet = () -> {};

    private record Open(OpenCommand command, AgentLoop.Timer timeout, AgentMeters.Sample sample) {}

    /** Says whether a start may go ahead. */
    @FunctionalInterface
    public interface Admission {
        /** Why not, as code and sentence; empty where it may. */
        Optional<Refusal> refuse(CommandPayload.StartSession start);
    }

    /** Why a start is refused; it may succeed later or elsewhere. */
    public record Refusal(String code, String message) {}

    /** A desk whose sessions' news goes to {@code events}; {@code leads} is asked on workers. */
    public CommandDesk(
            AgentLoop loop,
            SessionDriver driver,
            BooleanSupplier leads,
            DriverCalls calls,
            SessionBook book,
            Reports reports,
            Admission admission,
            SessionEvents events,
            AgentMeters meters) {
        this.loop = loop;
        this.driver = driver;
        this.calls = calls;
        this.book = book;
        this.reports = reports;
        this.admission = admission;
        this.meters = meters;
        uncertain = events::uncertain;
        verbs = new Verbs(driver, leads);
        lanes = new Lanes(loop, events::idle);
        cleanup = new Cleanup(lanes, verbs, calls, id -> {
            book.removed(id);
            events.ended(id);
        });
        settlement = new Settlement(book, cleanup, lanes, events, this::answer);
    }

    /** A command arrived, perhaps not for the first time. */
    public void receive(Command command) {
        Optional<AgentMessage> first = results.find(command.commandId());
        if (first.isPresent()) {
            reports.send(first.get());
        } else if (open.containsKey(command.commandId())) {
            reports.send(new CommandAck(command.commandId()));
        } else if (!closed) {
            accept(command);
        }
    }

    /** The hub no longer wants a command. */
    public void cancel(String commandId) {
        Open running = open.get(commandId);
        if (running != null) {
            running.command().giveUp(Revocation.CANCELLED);
        } else {
            // The hub sent this before it heard of the success, and will not believe in it any more.
            results.undo(commandId).ifPresent(settlement::undoSuccess);
        }
    }

    /** The hub said that nobody wants a session that the platform holds. */
    public void remove(SessionRef session) {
        if (!closed) {
            book.stopAccepted(session.sessionId(), session.generation());
            cleanup.now(session);
        }
    }

    /** The hub wants a session that an earlier process of this agent started. */
    public void recover(SessionRef session) {
        if (!closed && !lanes.busy(session.sessionId())) {
            lanes.append(new Recovery(session, driver, calls, uncertain));
        }
    }

    /** The link is up: sends what no link has carried. */
    public void linkUp() {
        results.takeUnsent().forEach(reports::send);
    }

    /** Time has passed: tries again what failed and nobody waits for. */
    public void retryCleanup() {
        if (!closed) {
            cleanup.retry();
        }
    }

    /** Whether something is being done with the session. */
    public boolean busy(String sessionId) {
        return lanes.busy(sessionId);
    }

    /** Commands without a result. */
    public int running() {
        return open.size();
    }

    /** Sessions that a start is at work on. */
    public long starting() {
        return open.values().stream()
                .map(o -> o.command().command())
                .filter(c -> c.payload() instanceof CommandPayload.StartSession)
                .filter(c -> book.facts(Objects.requireNonNull(c.sessionId())) == null)
                .count();
    }

    /** Takes no more commands; those that run go on, and {@code whenQuiet} runs once they have ended. */
    public void close(Runnable whenQuiet) {
        closed = true;
        quiet = whenQuiet;
        if (open.isEmpty()) {
            whenQuiet.run();
        }
    }

    /** Gives up all commands without an answer, so that the hub gives them to whoever comes next. */
    public void handBack() {
        List.copyOf(open.values()).forEach(o -> {
            o.timeout().cancel();
            o.command().giveUp(Revocation.HANDED_BACK);
        });
        lanes.revokeAll(Revocation.HANDED_BACK);
        cleanup.forgetAll();
        open.clear();
    }

    private void accept(Command command) {
        switch (command.payload()) {
            case CommandPayload.StartSession start -> admitStart(command, start);
            case CommandPayload.StopSession stop -> change(command, stop.handle());
            case CommandPayload.HibernateSession hibernate -> change(command, hibernate.handle());
            case CommandPayload.WakeSession wake -> change(command, wake.handle());
            case CommandPayload.GetSession get -> read(command, ref(command, get.handle()));
            case CommandPayload.ListSessions list -> read(command, null);
        }
    }

    private void admitStart(Command command, CommandPayload.StartSession start) {
        Optional<Refusal> refusal = book.facts(sessionId(command)) == null ? admission.refuse(start) : Optional.empty();
        if (refusal.isPresent()) {
            refuse(
                    command,
                    Answers.failed(command, refusal.get().code(), refusal.get().message(), true));
        } else {
            change(command, null);
        }
    }

    private void change(Command command, @Nullable String handle) {
        String sessionId = sessionId(command);
        boolean stale = command.payload() instanceof CommandPayload.StopSession
                ? book.isStaleStop(sessionId, command.generation())
                : book.isStale(sessionId, command.generation());
        if (stale) {
            refuse(command, Answers.stale(command, book.generation(sessionId)));
            return;
        }
        reports.send(new CommandAck(command.commandId()));
        var feed = new ProgressFeed(command.commandId(), loop, reports::sendIfIdle);
        var task = new CommandTask(command, ref(command, handle), verbs, calls, feed, settlement);
        opened(task);
        if (task.stops()) {
            book.stopAccepted(sessionId, command.generation());
            lanes.preempt(task);
        } else {
            book.accepted(sessionId, command.generation());
            settlement.accepted(task);
            lanes.append(task);
        }
    }

    private void read(Command command, @Nullable SessionRef session) {
        reports.send(new CommandAck(command.commandId()));
        var reading = new Reading(command, (r, why) -> {
            if (why.answered()) {
                answer(command, Answers.failed(command, why));
            }
        });
        opened(reading);
        reading.begin(driver, calls, session, (r, outcome) -> {
            if (open.containsKey(command.commandId())) {
                answer(command, readAnswer(command, outcome));
            }
        });
    }

    private AgentMessage readAnswer(Command command, Outcome<List<SessionFacts>> outcome) {
        return switch (outcome) {
            case Outcome.Failed<List<SessionFacts>> failed -> Answers.failed(command, failed.error());
            case Outcome.Done<List<SessionFacts>> done ->
                command.payload().action().onSession()
                        ? Answers.complete(command, done.value().getFirst())
                        : new CommandComplete(command.commandId(), null, book.inventory(done.value()));
        };
    }

    private void opened(OpenCommand command) {
        Command c = command.command();
        AgentLoop.Timer timeout =
                loop.schedule(Duration.ofMillis(c.timeoutMs()), () -> command.giveUp(Revocation.TIMED_OUT));
        open.put(
                c.commandId(),
                new Open(command, timeout, meters.commandBegins(c.payload().action())));
    }

    private void refuse(Command command, AgentMessage refusal) {
        results.remember(command, refusal, reports.send(refusal));
    }

    private void answer(Command command, AgentMessage result) {
        Open closing = open.remove(command.commandId());
        if (closing != null) {
            closing.timeout().cancel();
            closing.sample().ended(result instanceof CommandComplete);
        }
        boolean sent = reports.send(result);
        if (changes(command)) {
            results.remember(command, result, sent);
        }
        if (open.isEmpty()) {
            quiet.run();
        }
    }

    // What was read is old news by the time that somebody asks again, and a list may be long.
    private static boolean changes(Command command) {
        return switch (command.payload().action()) {
            case START_SESSION, STOP_SESSION, HIBERNATE_SESSION, WAKE_SESSION -> true;
            case LIST_SESSIONS, GET_SESSION -> false;
        };
    }

    private SessionRef ref(Command command, @Nullable String handle) {
        String sessionId = sessionId(command);
        SessionFacts known = book.facts(sessionId);
        String best = handle == null && known != null ? known.handle() : handle;
        return new SessionRef(sessionId, command.generation(), best);
    }

    private static String sessionId(Command command) {
        return Objects.requireNonNull(command.sessionId(), "a command on a session names it");
    }
}
