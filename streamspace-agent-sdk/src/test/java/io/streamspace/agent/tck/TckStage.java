package io.streamspace.agent.tck;

import io.streamspace.agent.spi.DriverContext;
import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.SessionDriver;
import io.streamspace.agent.spi.SessionFacts;
import io.streamspace.agent.spi.SessionRef;
import io.streamspace.protocol.message.Command;
import io.streamspace.protocol.message.CommandComplete;
import io.streamspace.protocol.message.CommandFailed;
import io.streamspace.protocol.message.CommandPayload;
import io.streamspace.protocol.message.InventoryEntry;
import io.streamspace.protocol.message.SessionReport;
import io.streamspace.protocol.message.SessionSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** What one test of the kit plays on: a hub, the agent under test and the sessions that it made, all of which it takes away at the end. */
public final class TckStage implements AutoCloseable {
    private static final Duration HEARTBEAT = Duration.ofSeconds(2);
    private static final AtomicLong COUNTER = new AtomicLong();

    private final DriverUnderTest driver;
    private final Path dataDirectory;
    private final String agentId =
            "tck-" + Long.toString(ProcessHandle.current().pid(), 36) + "-" + COUNTER.incrementAndGet();
    private final TckHub hub;
    private final List<AgentProcess> killed = new ArrayList<>();
    private final Set<String> sessions = ConcurrentHashMap.newKeySet();
    private final AtomicLong names = new AtomicLong();
    private @Nullable AgentProcess agent;

    TckStage(DriverUnderTest driver, Path dataDirectory) {
        this.driver = driver;
        this.dataDirectory = dataDirectory;
        hub = new TckHub(HEARTBEAT, driver.patience());
    }

    /** The hub of this test. */
    public TckHub hub() {
        return hub;
    }

    /** The driver of the agent that runs now. */
    public SessionDriver driver() {
        return running().driver().driver;
    }

    /** How long anything may take. */
    public Duration patience() {
        return driver.patience();
    }

    /** Starts the agent with a new driver and waits for its link. */
    public void startAgent() {
        agent = new AgentProcess(agentId, driver.factory().platform(), hub.url(), CallWatch.over(openDriver()));
        until("the agent to be linked", hub::linked);
    }

    /** Kills the agent and starts another on the same platform, as after a crash. */
    public void killAndRestartAgent() {
        kill();
        startAgent();
    }

    /**
     * Sends a command and kills the agent at that moment of the driver's verb; no agent runs afterwards. Waits for the driver's call to heed
     * the interrupt, since a killed process's calls do not go on beside the next one's either.
     *
     * @param usual how long the verb usually takes
     * @return the command's id
     */
    public String killAt(Moment moment, Verb verb, Duration usual, Supplier<String> send) {
        CallWatch watch = running().driver();
        CountDownLatch reached = watch.holdAt(verb, moment);
        String command = send.get();
        if (moment.within()) {
            until("the driver to be called for " + verb, () -> watch.wasCalled(verb));
            LockSupport.parkNanos(moment.after(usual).toNanos());
        } else {
            until("the agent to come " + moment + " " + verb, () -> reached.getCount() == 0);
        }
        kill();
        until("the killed agent's calls to end", watch::isQuiet);
        return command;
    }

    /** How long something takes. */
    public Duration time(Runnable action) {
        long begun = System.nanoTime();
        action.run();
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** Waits until the platform holds nothing of the agent that {@code list} does not show, if the driver's author lets us look. */
    public void untilNothingRemains() {
        driver.platformView()
                .ifPresent(view -> until(
                        "nothing to remain on the platform",
                        () -> view.remainsOf(agentId).isEmpty()));
    }

    private void kill() {
        AgentProcess victim = running();
        victim.kill();
        killed.add(victim);
        agent = null;
        until("the hub to notice", () -> !hub.linked());
    }

    /** Whether the agent has a start under way in the driver. */
    public boolean driverIsAtWork() {
        return running().driver().isRunning(Verb.START);
    }

    /** Whether the agent has called the driver's start at all. */
    public boolean driverWasCalled() {
        return running().driver().wasCalled(Verb.START);
    }

    /** Whether the agent has no command and the driver no start under way. */
    public boolean agentIsIdle() {
        return !driverIsAtWork() && running().agent().status().runningCommands() == 0;
    }

    /** The agent's id. */
    public String agentId() {
        return agentId;
    }

    /** A driver of its own on the same platform, for what no agent would do; closed at the end. */
    public SessionDriver openDriver() {
        try {
            return driver.factory()
                    .open(new DriverContext(agentId, dataDirectory, driver.options(), InstantSource.system()));
        } catch (DriverException e) {
            throw new AssertionError("the driver cannot be opened: " + e.getMessage(), e);
        }
    }

    /** A session's id that nobody has used; what is left of it is removed at the end. */
    public String newSession() {
        String id = agentId + "-s" + names.incrementAndGet();
        sessions.add(id);
        return id;
    }

    /** Sends a command and returns its id. */
    public String send(@Nullable String sessionId, long generation, CommandPayload payload) {
        String id = "c-" + names.incrementAndGet();
        hub.command(new Command(id, sessionId, generation, driver.patience().toMillis(), payload));
        return id;
    }

    /** Sends a start. */
    public String sendStart(String sessionId, long generation, SessionSpec spec) {
        return send(sessionId, generation, new CommandPayload.StartSession(spec));
    }

    /** Starts a session and waits for it. */
    public SessionReport start(String sessionId, long generation) {
        return report(hub.awaitComplete(sendStart(sessionId, generation, driver.spec())));
    }

    /** Stops a session and waits for it. */
    public SessionReport stop(String sessionId, long generation) {
        return report(hub.awaitComplete(send(sessionId, generation, new CommandPayload.StopSession(null))));
    }

    /** Hibernates a session and waits for it. */
    public SessionReport hibernate(String sessionId, long generation) {
        return report(hub.awaitComplete(send(sessionId, generation, new CommandPayload.HibernateSession(null))));
    }

    /** Wakes a session and waits for it. */
    public SessionReport wake(String sessionId, long generation) {
        return report(
                hub.awaitComplete(send(sessionId, generation, new CommandPayload.WakeSession(null, driver.spec()))));
    }

    /** Looks at a session through the agent. */
    public SessionReport get(String sessionId) {
        return report(hub.awaitComplete(send(sessionId, 0, new CommandPayload.GetSession(null))));
    }

    /** A start that must fail. */
    public CommandFailed failingStart(String sessionId, SessionSpec spec) {
        return hub.awaitFailed(sendStart(sessionId, 1, spec));
    }

    /** The sessions that the agent lists. */
    public List<InventoryEntry> list() {
        return hub.awaitComplete(send(null, 0, new CommandPayload.ListSessions()))
                .sessions();
    }

    /** The sessions that the agent lists under that id. */
    public List<InventoryEntry> listed(String sessionId) {
        return list().stream().filter(e -> e.sessionId().equals(sessionId)).toList();
    }

    /** What the desktop says to a viewer who comes through hub, link and agent. */
    public String banner(String sessionId) {
        return within("the desktop of " + sessionId + " to answer", () -> Viewer.banner(hub.url(), sessionId));
    }

    /** A viewer of the desktop who comes through hub, link and agent; whether anything answers is seen by reading. */
    Viewer viewer(String sessionId) {
        return within("a viewer of " + sessionId + " to be let in", () -> Viewer.open(hub.url(), sessionId));
    }

    /** A viewer of the desktop who has shaken hands. */
    RfbViewer rfbViewer(String sessionId) {
        return within(
                "the desktop of " + sessionId + " to shake hands",
                () -> RfbViewer.on(Viewer.open(hub.url(), sessionId)));
    }

    /** The code with which the hub sends a viewer away. */
    int closeCode(String sessionId) {
        try (Viewer viewer = viewer(sessionId)) {
            return within("the viewer of " + sessionId + " to be sent away", viewer::awaitClose);
        }
    }

    /** The session as a driver wants it named. */
    public SessionRef ref(String sessionId) throws DriverException, InterruptedException {
        SessionFacts facts = driver().inspect(new SessionRef(sessionId, 1, null));
        return new SessionRef(sessionId, Math.max(1, facts.generation()), facts.handle());
    }

    /** Waits until something holds. */
    public void until(String what, Awaited condition) {
        until(what, condition, driver.patience());
    }

    /** Waits until something holds, at most so long. */
    public void until(String what, Awaited condition, Duration limit) {
        Awaitility.await(what).atMost(limit).pollInterval(Duration.ofMillis(20)).until(condition::holds);
    }

    /** Something to wait for. */
    @FunctionalInterface
    public interface Awaited {
        boolean holds() throws Exception;
    }

    /** Something that takes time. */
    @FunctionalInterface
    public interface Lengthy<T> {
        T call() throws Exception;
    }

    /** Runs it on a thread of its own, so that one that never ends fails the test instead of holding it up. */
    public <T> T within(String what, Lengthy<T> call) {
        var result = new CompletableFuture<T>();
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                result.complete(call.call());
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        try {
            return result.get(driver.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("waiting for " + what + " failed: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            thread.interrupt();
            throw new AssertionError("waited in vain for " + what, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        if (agent != null) {
            agent.close();
        }
        hub.close();
        try (SessionDriver broom = openDriver()) {
            for (String session : sessions) {
                within("what is left to be removed", () -> {
                    broom.destroy(new SessionRef(session, Long.MAX_VALUE, null));
                    return true;
                });
            }
        }
        killed.forEach(k -> k.driver().close());
        untilNothingRemains();
    }

    private AgentProcess running() {
        return Objects.requireNonNull(agent, "no agent runs; call startAgent() first");
    }

    private static SessionReport report(CommandComplete complete) {
        return Objects.requireNonNull(complete.session(), "the agent completed without a report");
    }
}
