package io.streamspace.driver.docker;

import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.DriverException.Kind;
import io.streamspace.agent.spi.EndpointConnection;
import io.streamspace.agent.spi.Hibernation;
import io.streamspace.agent.spi.Progress;
import io.streamspace.agent.spi.SessionDriver;
import io.streamspace.agent.spi.SessionFacts;
import io.streamspace.agent.spi.SessionListener;
import io.streamspace.agent.spi.SessionRef;
import io.streamspace.protocol.message.SessionSpec;
import java.util.List;
import java.util.Optional;

/**
 * The verbs. Each asks the engine what there is and does what is missing, by names that follow from the session's id; nothing is remembered, and no
 * lock is held, so each may be repeated, and cut short at any point. A start takes nothing away: what it leaves where it fails is destroy's to remove,
 * and one that was overtaken finds the other's container by its name and waits for that (D-203).
 */
final class DockerDriver implements SessionDriver, Hibernation {
    private final Engine engine;
    private final Containers containers;
    private final Networks networks;
    private final Homes homes;
    private final Preparation preparation;
    private final Boot boot;
    private final Health health;
    private final Observation observation;
    private final Reach reach;
    private final Watches watches;

    DockerDriver(
            Engine engine,
            Containers containers,
            Networks networks,
            Homes homes,
            Preparation preparation,
            Boot boot,
            Health health,
            Observation observation,
            Reach reach,
            Watches watches) {
        this.engine = engine;
        this.containers = containers;
        this.networks = networks;
        this.homes = homes;
        this.preparation = preparation;
        this.boot = boot;
        this.health = health;
        this.observation = observation;
        this.reach = reach;
        this.watches = watches;
    }

    @Override
    public SessionFacts start(SessionRef session, SessionSpec spec, Progress progress)
            throws DriverException, InterruptedException {
        Preparation.Wish wish = preparation.check(session, spec);
        Optional<SessionContainer> before = containers.find(session.sessionId());
        if (before.isPresent() && before.get().generation() > session.generation()) {
            throw new DriverException(
                    Kind.INTERNAL, "This session was started anew meanwhile, and the newer start holds.");
        }
        if (before.isPresent() && before.get().generation() < session.generation()) {
            destroy(before.get().ref());
            before = Optional.empty();
        }
        if (before.isEmpty()) {
            preparation.create(wish, progress);
        }
        return run(wish, progress);
    }

    /** Starts the session's container, whoever created it, and waits for its desktop. */
    private SessionFacts run(Preparation.Wish wish, Progress progress) throws DriverException, InterruptedException {
        SessionContainer container = created(wish.session());
        containers.intend(container, Intention.RUN);
        if (container.state() == SessionContainer.State.PAUSED) {
            containers.unpause(container.id());
        }
        progress.report("starting_container", "Starting the container", 0.3);
        if (!container.isRunning() && !containers.start(container.id())) {
            containers.remove(container);
            preparation.create(wish, progress);
            containers.start(created(wish.session()).id());
        }
        progress.report("starting_desktop", "Waiting for the desktop", 0.6);
        SessionContainer started = boot.await(wish.session().sessionId(), Labels.vncPort(container.labels()));
        progress.report("ready", "The desktop answers", 1);
        health.greeted(started);
        return observation.facts(started);
    }

    private SessionContainer created(SessionRef session) throws DriverException, InterruptedException {
        return containers
                .find(session.sessionId())
                .orElseThrow(() -> new DriverException(
                        Kind.INTERNAL,
                        "Something else on the Docker host has the session's name, or removed its container. Ask your administrator to look"
                                + " at what is called streamspace there.",
                        true,
                        "no container of session " + session.sessionId(),
                        null));
    }

    /** The intention is written first, so that nobody takes the end for an accident, and a repetition finishes what was cut short. */
    private void end(SessionContainer container, Intention intention) throws DriverException, InterruptedException {
        containers.intend(container, intention);
        if (container.state() == SessionContainer.State.PAUSED) {
            containers.unpause(container.id());
        }
        containers.stop(container.id());
    }

    @Override
    public void stop(SessionRef session) throws DriverException, InterruptedException {
        for (SessionContainer container : containers.upTo(session)) {
            end(container, Intention.STOP);
        }
    }

    /** The container goes first, since a network and a volume can be removed only when nothing hangs on them. */
    @Override
    public void destroy(SessionRef session) throws DriverException, InterruptedException {
        for (SessionContainer container : containers.upTo(session)) {
            containers.remove(container);
        }
        networks.remove(session);
        homes.remove(session);
    }

    @Override
    public SessionFacts hibernate(SessionRef session) throws DriverException, InterruptedException {
        SessionContainer container = existing(session);
        boolean asleep =
                container.intention() == Intention.HIBERNATE || container.state() == SessionContainer.State.PAUSED;
        if (!container.isRunning() && !asleep) {
            throw gone();
        }
        end(container, Intention.HIBERNATE);
        return observation.facts(existing(session));
    }

    /**
     * A session whose container is gone, as after a clean-up of the host, is started anew on its home (D-602); also one whose network is gone, since a
     * container knows its network by a number that is never given again.
     */
    @Override
    public SessionFacts wake(SessionRef session, SessionSpec spec, Progress progress)
            throws DriverException, InterruptedException {
        Preparation.Wish wish = preparation.check(session, spec);
        List<SessionContainer> before = containers.of(session.sessionId());
        boolean whole = !before.isEmpty() && !networks.of(session.sessionId()).isEmpty();
        if (!whole) {
            for (SessionContainer container : before) {
                containers.remove(container);
            }
            preparation.create(wish, progress);
        }
        return run(wish, progress);
    }

    @Override
    public SessionFacts inspect(SessionRef session) throws DriverException, InterruptedException {
        return observation.of(session);
    }

    @Override
    public List<SessionFacts> list() throws DriverException, InterruptedException {
        return observation.all();
    }

    /** Nothing has to be taken over: the container never depended on the process that started it. */
    @Override
    public SessionFacts recover(SessionRef session) throws DriverException, InterruptedException {
        return observation.of(session);
    }

    @Override
    public EndpointConnection dial(SessionRef session, String endpoint) throws DriverException, InterruptedException {
        SessionContainer container = existing(session);
        Integer port = Labels.endpoints(container.labels()).get(endpoint);
        if (port == null) {
            throw new DriverException(
                    Kind.NOT_FOUND,
                    "This session has no endpoint \"" + endpoint + "\". It has "
                            + String.join(
                                    ", ", Labels.endpoints(container.labels()).keySet()) + ".");
        }
        if (container.intention() == Intention.HIBERNATE && !container.isRunning()) {
            throw new DriverException(Kind.NOT_FOUND, "This session is hibernated. Wake it first.");
        }
        return new EndpointConnection.Address(reach.endpoint(container, port).orElseThrow(DockerDriver::gone));
    }

    @Override
    public AutoCloseable watch(SessionListener listener) {
        return watches.open(listener);
    }

    @Override
    public void close() {
        watches.close();
        engine.close();
    }

    private SessionContainer existing(SessionRef session) throws DriverException, InterruptedException {
        return containers.find(session.sessionId()).orElseThrow(DockerDriver::gone);
    }

    private static DriverException gone() {
        return new DriverException(
                Kind.NOT_FOUND, "This session does not run on this agent's Docker host. Start it again.");
    }
}
