package io.streamspace.driver.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.model.Frame;
import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.DriverException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The way of a started container to a desktop that answers. */
final class Boot {
    private static final long PAUSE_MILLIS = 10;
    private static final int ATTEMPTS_BETWEEN_LOOKS = 10;
    private static final int LOG_LINES = 20;
    private static final int LOG_SECONDS = 3;
    private static final int KILLED_EXIT = 137;

    private final Engine engine;
    private final Containers containers;
    private final Reach reach;
    private final Banner banner;
    private final Duration limit;

    /** @param limit how long a desktop may take to greet */
    Boot(Engine engine, Containers containers, Reach reach, Banner banner, Duration limit) {
        this.engine = engine;
        this.containers = containers;
        this.reach = reach;
        this.banner = banner;
        this.limit = limit;
    }

    /** Waits for the greeting (D-101); returns the container as it is then. */
    SessionContainer await(String sessionId, int port) throws DriverException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            SessionContainer container = running(sessionId);
            for (int attempt = 0; attempt < ATTEMPTS_BETWEEN_LOOKS; attempt++) {
                if (greets(container, port)) {
                    return container;
                }
                if (System.nanoTime() > deadline) {
                    throw silent(container);
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    private boolean greets(SessionContainer container, int port) throws InterruptedException {
        var address = reach.endpoint(container, port);
        return address.isPresent() && banner.isShown(address.get());
    }

    private SessionContainer running(String sessionId) throws DriverException, InterruptedException {
        Optional<SessionContainer> container = containers.find(sessionId);
        if (container.isEmpty()) {
            throw new DriverException(
                    Kind.DESKTOP_FAILED,
                    "The session's container was removed while it started. Start the session again.");
        }
        if (!container.get().isRunning()) {
            throw ended(container.get());
        }
        return container.get();
    }

    private DriverException ended(SessionContainer container) throws DriverException, InterruptedException {
        return new DriverException(
                Kind.DESKTOP_FAILED,
                "The desktop ended while it started: " + reason(container.id())
                        + " Try again; if it stays so, ask whoever made the image.",
                true,
                logTail(container.id()),
                null);
    }

    private DriverException silent(SessionContainer container) throws InterruptedException {
        return new DriverException(
                Kind.DESKTOP_FAILED,
                "The desktop does not answer after " + limit.toSeconds()
                        + " seconds. Check that the image runs a VNC server on the template's port and on all addresses of the container.",
                true,
                logTail(container.id()),
                null);
    }

    /** Why a container ended, as a sentence. */
    String reason(String id) throws DriverException, InterruptedException {
        Optional<ContainerState> state = containers.inspect(id).map(found -> found.getState());
        if (state.isEmpty()) {
            return "its container was removed.";
        }
        if (Boolean.TRUE.equals(state.get().getOOMKilled())) {
            return "it used more memory than the template allows.";
        }
        long code = Optional.ofNullable(state.get().getExitCodeLong()).orElse(0L);
        return code == KILLED_EXIT ? "it was killed." : "it exited with code " + code + ".";
    }

    /** The last that the desktop said, for the log; what cannot be had is left out. */
    private String logTail(String id) throws InterruptedException {
        var lines = new StringBuilder();
        try (var tail = new ResultCallback.Adapter<Frame>() {
            @Override
            public void onNext(Frame frame) {
                lines.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
            }
        }) {
            engine.client()
                    .logContainerCmd(id)
                    .withStdOut(true)
                    .withStdErr(true)
                    .withTail(LOG_LINES)
                    .exec(tail)
                    .awaitCompletion(LOG_SECONDS, TimeUnit.SECONDS);
        } catch (IOException | RuntimeException e) {
            lines.append("(no log: ").append(e.getMessage()).append(')');
        }
        return lines.toString().strip();
    }
}
