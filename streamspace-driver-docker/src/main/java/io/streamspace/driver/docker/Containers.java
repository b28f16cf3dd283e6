package io.streamspace.driver.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.SessionRef;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The containers of one agent's sessions. */
final class Containers {
    private static final Duration REMOVAL_LIMIT = Duration.ofSeconds(20);
    private static final long PAUSE_MILLIS = 20;
    private static final Pattern HALF_STARTED = Pattern.compile("task [0-9a-f]+: already exists");

    private final Engine engine;
    private final String agentId;
    private final Duration grace;

    /** @param grace how long a desktop may take to end by itself */
    Containers(Engine engine, String agentId, Duration grace) {
        this.engine = engine;
        this.agentId = agentId;
        this.grace = grace;
    }

    List<SessionContainer> all() throws DriverException, InterruptedException {
        return list(Map.of(Labels.AGENT, agentId));
    }

    /** What the engine holds for the session. More than one only where somebody made it by hand. */
    List<SessionContainer> of(String sessionId) throws DriverException, InterruptedException {
        return list(Map.of(Labels.AGENT, agentId, Labels.SESSION, sessionId));
    }

    /** Without those of a later generation, which an end that comes late is not about (D-204). */
    List<SessionContainer> upTo(SessionRef session) throws DriverException, InterruptedException {
        return of(session.sessionId()).stream()
                .filter(container -> container.generation() <= session.generation())
                .toList();
    }

    /** The newest of the session that is not about to vanish. */
    Optional<SessionContainer> find(String sessionId) throws DriverException, InterruptedException {
        return of(sessionId).stream()
                .filter(container -> container.state() != SessionContainer.State.GOING)
                .max(Comparator.comparingLong(SessionContainer::generation));
    }

    private List<SessionContainer> list(Map<String, String> labels) throws DriverException, InterruptedException {
        return engine
                .call(client -> client.listContainersCmd()
                        .withShowAll(true)
                        .withLabelFilter(labels)
                        .exec())
                .stream()
                .map(SessionContainer::of)
                .toList();
    }

    /** Creates it unless the name is taken, which is the case where another start of the session was faster. */
    void create(ContainerPlan plan) throws DriverException, InterruptedException {
        engine.run(client -> plan.command(client).exec(), ConflictException.class);
    }

    /**
     * Does nothing where it runs.
     *
     * @return false where it can never be started, since an engine that was killed while it started this one knows half of it
     */
    boolean start(String id) throws DriverException, InterruptedException {
        try {
            engine.run(client -> client.startContainerCmd(id).exec(), NotModifiedException.class);
            return true;
        } catch (DriverException e) {
            if (HALF_STARTED.matcher(String.valueOf(e.detail())).find()) {
                return false;
            }
            throw e;
        }
    }

    /** Does nothing where it is gone or ended. */
    void stop(String id) throws DriverException, InterruptedException {
        engine.run(
                client -> client.stopContainerCmd(id)
                        .withTimeout((int) grace.toSeconds())
                        .exec(),
                NotModifiedException.class,
                NotFoundException.class);
    }

    void unpause(String id) throws DriverException, InterruptedException {
        engine.run(client -> client.unpauseContainerCmd(id).exec(), ConflictException.class);
    }

    /** Writes down what is wanted of it. Does nothing where that is what it says, or it is gone. */
    void intend(SessionContainer container, Intention intention) throws DriverException, InterruptedException {
        if (container.intention() != intention) {
            engine.run(
                    client -> client.renameContainerCmd(container.id())
                            .withName(intention.name(container.name()))
                            .exec(),
                    NotFoundException.class);
        }
    }

    /** Removes it with what its image keeps in volumes without a name. Returns when it is gone. */
    void remove(SessionContainer container) throws DriverException, InterruptedException {
        if (container.state() != SessionContainer.State.GOING) {
            unpauseFor(container);
            stop(container.id());
        }
        engine.run(
                client -> client.removeContainerCmd(container.id())
                        .withForce(true)
                        .withRemoveVolumes(true)
                        .exec(),
                NotFoundException.class,
                ConflictException.class);
        long deadline = System.nanoTime() + REMOVAL_LIMIT.toNanos();
        while (inspect(container.id()).isPresent()) {
            if (System.nanoTime() > deadline) {
                throw new DriverException(
                        DriverException.Kind.INTERNAL,
                        "The Docker engine does not remove the session's container. Ask your administrator to look at the engine's log.",
                        true,
                        "container " + container.id() + " is still there",
                        null);
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    // A paused process hears no request to end.
    private void unpauseFor(SessionContainer container) throws DriverException, InterruptedException {
        if (container.state() == SessionContainer.State.PAUSED) {
            unpause(container.id());
        }
    }

    Optional<InspectContainerResponse> inspect(String id) throws DriverException, InterruptedException {
        return engine.find(client -> client.inspectContainerCmd(id).exec());
    }
}
