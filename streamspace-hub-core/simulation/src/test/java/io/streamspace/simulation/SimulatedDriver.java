package io.streamspace.simulation;

import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.DriverException.Kind;
import io.streamspace.agent.spi.EndpointConnection;
import io.streamspace.agent.spi.Hibernation;
import io.streamspace.agent.spi.Progress;
import io.streamspace.agent.spi.SessionDriver;
import io.streamspace.agent.spi.SessionFacts;
import io.streamspace.agent.spi.SessionListener;
import io.streamspace.agent.spi.SessionRef;
import io.streamspace.protocol.message.ObservedState;
import io.streamspace.protocol.message.SessionSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The driver of one agent process on its platform, within what the SPI's guarantees allow. */
class SimulatedDriver implements SessionDriver, Hibernation {
    private static final Duration POLL = Duration.ofMillis(700);

    private final SimulatedPlatform platform;
    private final SimulatedTime time;
    private final SimulatedProcess process;
    private final RandomGenerator random;

    SimulatedDriver(SimulatedPlatform platform, SimulatedTime time, SimulatedProcess process) {
        this.platform = platform;
        this.time = time;
        this.process = process;
        this.random = platform.random();
    }

    @Override
    public SessionFacts start(SessionRef session, SessionSpec spec, Progress progress)
            throws DriverException, InterruptedException {
        if (present(session).isEmpty()) {
            request(session);
        }
        progress.report("booting", "The desktop boots", -1);
        while (true) {
            var incarnation = platform.find(session.sessionId());
            var state = incarnation.map(i -> i.state).orElse(ObservedState.STOPPED);
            switch (state) {
                case STARTING -> process.pause(POLL);
                case RUNNING, HIBERNATED -> {
                    return incarnation.orElseThrow().facts();
                }
                case STOPPED, FAILED -> throw new DriverException(Kind.DESKTOP_FAILED, "The desktop did not come up.");
            }
        }
    }

    /** The incarnation that makes a start unnecessary. */
    Optional<Incarnation> present(SessionRef session) {
        return platform.find(session.sessionId());
    }

    /** Asks the platform for a new incarnation; the request may reach it though the agent does not live to see the answer. */
    private void request(SessionRef session) throws DriverException {
        checkPlatform();
        var delay = Duration.ofMillis(random.nextInt(6) == 0 ? random.nextInt(500, 4_000) : random.nextInt(5, 200));
        boolean lostWithAgent = random.nextBoolean();
        time.after(delay, () -> {
            boolean arrives = process.isAlive() || (!lostWithAgent && platform.isNews(session));
            if (arrives && present(session).isEmpty()) {
                platform.create(session);
            }
        });
        process.pauseDeaf(delay.plusNanos(1));
    }

    @Override
    public void stop(SessionRef session) throws DriverException, InterruptedException {
        call();
        platform.find(session.sessionId()).ifPresent(i -> platform.change(i, ObservedState.STOPPED));
    }

    @Override
    public void destroy(SessionRef session) throws DriverException, InterruptedException {
        call();
        platform.remove(session.sessionId());
    }

    @Override
    public SessionFacts inspect(SessionRef session) throws DriverException, InterruptedException {
        call();
        return platform.find(session.sessionId()).map(Incarnation::facts).orElse(SessionFacts.absent(session));
    }

    @Override
    public List<SessionFacts> list() throws DriverException, InterruptedException {
        call();
        var list = platform.incarnations().stream().map(Incarnation::facts).toList();
        // What is listed may be old by the time that it is read.
        process.pause(Duration.ofMillis(random.nextInt(1, 300)));
        return list;
    }

    @Override
    public SessionFacts recover(SessionRef session) throws DriverException, InterruptedException {
        return inspect(session);
    }

    @Override
    public SessionFacts hibernate(SessionRef session) throws DriverException, InterruptedException {
        call();
        process.pause(Duration.ofMillis(random.nextInt(50, 3_000)));
        return move(session, ObservedState.HIBERNATED);
    }

    @Override
    public SessionFacts wake(SessionRef session, SessionSpec spec, Progress progress)
            throws DriverException, InterruptedException {
        call();
        process.pause(Duration.ofMillis(random.nextInt(50, 5_000)));
        return move(session, ObservedState.RUNNING);
    }

    private SessionFacts move(SessionRef session, ObservedState to) throws DriverException {
        var incarnation = platform.find(session.sessionId())
                .filter(i -> i.state == ObservedState.RUNNING || i.state == ObservedState.HIBERNATED)
                .orElseThrow(() -> new DriverException(Kind.NOT_FOUND, "The desktop is gone. Start it again."));
        platform.change(incarnation, to);
        return incarnation.facts();
    }

    @Override
    public EndpointConnection dial(SessionRef session, String endpoint) throws DriverException {
        throw new DriverException(Kind.NOT_FOUND, "Nothing can be dialled in a simulation.");
    }

    @Override
    public AutoCloseable watch(SessionListener listener) throws DriverException {
        checkPlatform();
        return platform.watch(facts -> {
            if (process.isAlive()) {
                listener.changed(facts);
            }
        });
    }

    @Override
    public void close() {}

    private void call() throws DriverException, InterruptedException {
        process.pause(Duration.ofMillis(random.nextInt(10) == 0 ? random.nextInt(100, 4_000) : random.nextInt(1, 60)));
        checkPlatform();
    }

    private void checkPlatform() throws DriverException {
        if (platform.isAway()) {
            throw new DriverException(
                    Kind.PLATFORM_UNAVAILABLE, "The platform cannot be reached. Try again.", true, null, null);
        }
    }
}
