package io.streamspace.agent.internal.session;

import io.streamspace.agent.internal.driver.DriverCalls;
import io.streamspace.agent.internal.driver.Outcome;
import io.streamspace.agent.spi.AgentLoop;
import io.streamspace.agent.spi.SessionDriver;
import io.streamspace.agent.spi.SessionFacts;
import io.streamspace.agent.spi.SessionRef;
import io.streamspace.protocol.message.InventoryEntry;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the book true to the platform: by the driver's watch, by a full list beside it, since events get lost, and by a look at single
 * sessions where a command left doubt. What differs becomes news for the hub. On the agent's loop.
 *
 * <p>While a command is at work on a session its intermediate states are nobody's news; the session is looked at once more afterwards.
 */
public final class Observations {
    private static final Logger LOG = LoggerFactory.getLogger(Observations.class);
    private static final Duration LIST_LIMIT = Duration.ofSeconds(60);

    // Leaves the hub's ten seconds for a hand-shake enough for the rest.
    private static final Duration HELLO_LIST_LIMIT = Duration.ofSeconds(5);

    private final AgentLoop loop;
    private final SessionDriver driver;
    private final DriverCalls calls;
    private final SessionBook book;
    private final Predicate<String> busy;
    private final News news;
    private final Duration interval;

    private final Set<String> doubtful = new HashSet<>();
    private boolean listed;
    private boolean stopped;
    private @Nullable String problem;
    private volatile @Nullable AutoCloseable watch;

    /** Who wants to know. On the agent's loop. */
    public interface News {
        /** The session looks other than before. */
        void changed(SessionFacts facts);

        /** A full list was taken. */
        void listed();
    }

    /**
     * Observations that begin with {@link #start}.
     *
     * @param busy whether a command is at work on a session
     * @param interval between two full lists
     */
    public Observations(
            AgentLoop loop,
            SessionDriver driver,
            DriverCalls calls,
            SessionBook book,
            Predicate<String> busy,
            News news,
            Duration interval) {
        this.loop = loop;
        this.driver = driver;
        this.calls = calls;
        this.book = book;
        this.busy = busy;
        this.news = news;
        this.interval = interval;
    }

    /** Starts to watch. */
    public void start() {
        openWatch();
        loop.schedule(interval, this::listRegularly);
    }

    /** Stops; a watch that was open is for the caller to close, since that may block. */
    public @Nullable AutoCloseable stop() {
        stopped = true;
        return watch;
    }

    /** What keeps the platform from being looked at, for the operator; null where nothing does. */
    public @Nullable String problem() {
        return problem;
    }

    /**
     * Takes the inventory for a hello. If the platform does not answer, what this process saw last has to do; where it never saw anything,
     * {@code failed} gets the reason, since an empty inventory would have the hub believe that all sessions are gone.
     */
    public void inventory(Consumer<List<InventoryEntry>> taken, Consumer<String> failed) {
        long mark = book.look();
        calls.start(HELLO_LIST_LIMIT, driver::list, outcome -> {
            switch (outcome) {
                case Outcome.Done<List<SessionFacts>> done -> {
                    List<SessionFacts> sound = sound(done.value());
                    adopt(sound, mark, facts -> {});
                    taken.accept(book.inventory(sound));
                }
                case Outcome.Failed<List<SessionFacts>> error -> {
                    problem =
                            "The platform cannot be looked at: " + error.error().getMessage();
                    if (listed) {
                        taken.accept(book.inventory(book.lastSeen()));
                    } else {
                        failed.accept(problem);
                    }
                }
            }
        });
    }

    /** A command left doubt about the session. */
    public void uncertain(String sessionId) {
        doubtful.add(sessionId);
    }

    /** No command is at work on the session any more. */
    public void idle(String sessionId) {
        if (doubtful.remove(sessionId) && !stopped) {
            look(sessionId);
        }
    }

    private void look(String sessionId) {
        SessionRef session = book.ref(sessionId).orElse(null);
        if (session == null) {
            return;
        }
        calls.start(LIST_LIMIT, () -> driver.inspect(session), outcome -> {
            if (outcome instanceof Outcome.Done<SessionFacts> done) {
                seen(done.value());
            }
        });
    }

    private void seen(SessionFacts facts) {
        if (stopped || !isSound(facts)) {
            return;
        }
        if (busy.test(facts.sessionId())) {
            doubtful.add(facts.sessionId());
        } else if (book.observed(facts)) {
            news.changed(facts);
        }
    }

    private void openWatch() {
        calls.start(() -> driver.watch(facts -> loop.execute(() -> seen(facts))), outcome -> {
            switch (outcome) {
                case Outcome.Done<AutoCloseable> done -> watch = done.value();
                case Outcome.Failed<AutoCloseable> failed ->
                    LOG.atWarn().setCause(failed.error()).log("The platform cannot be watched; trying again later");
            }
        });
    }

    private void listRegularly() {
        if (stopped) {
            return;
        }
        if (watch == null) {
            openWatch();
        }
        long mark = book.look();
        calls.start(LIST_LIMIT, driver::list, outcome -> {
            listTaken(outcome, mark);
            loop.schedule(interval, this::listRegularly);
        });
    }

    private void listTaken(Outcome<List<SessionFacts>> outcome, long mark) {
        switch (outcome) {
            case Outcome.Done<List<SessionFacts>> done -> {
                adopt(sound(done.value()), mark, news::changed);
                news.listed();
            }
            case Outcome.Failed<List<SessionFacts>> failed -> {
                problem = "The platform cannot be looked at: " + failed.error().getMessage();
                LOG.atWarn().setCause(failed.error()).log("The sessions cannot be listed");
            }
        }
    }

    // What a command changed after the list was begun is newer than the list.
    private void adopt(List<SessionFacts> list, long mark, Consumer<SessionFacts> differs) {
        listed = true;
        problem = null;
        list.stream()
                .filter(f -> isQuiet(f.sessionId(), mark))
                .filter(book::observed)
                .forEach(differs);
        book.missingFrom(list, mark).stream()
                .filter(s -> isQuiet(s.sessionId(), mark))
                .map(SessionFacts::absent)
                .filter(book::observed)
                .forEach(differs);
    }

    private boolean isQuiet(String sessionId, long mark) {
        return !busy.test(sessionId) && !book.touchedSince(sessionId, mark);
    }

    private static List<SessionFacts> sound(List<SessionFacts> list) {
        return list.stream().filter(Observations::isSound).toList();
    }

    private static boolean isSound(SessionFacts facts) {
        try {
            var entry = new InventoryEntry(facts.sessionId(), facts.generation(), facts.state(), facts.handle());
            return entry.sessionId().equals(facts.sessionId());
        } catch (IllegalArgumentException e) {
            LOG.atWarn().setCause(e).log("The driver told of a session whose facts cannot be right");
            return false;
        }
    }
}
