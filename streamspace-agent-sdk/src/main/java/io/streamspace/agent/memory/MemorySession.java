package io.streamspace.agent.memory;

import io.streamspace.agent.internal.demo.DemoDesktop;
import io.streamspace.agent.internal.demo.DemoDesktopOptions;
import io.streamspace.agent.spi.SessionFacts;
import io.streamspace.agent.spi.SessionRef;
import io.streamspace.protocol.message.ObservedState;
import io.streamspace.protocol.message.SessionSpec;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One session on {@link InMemoryPlatform}; its lock keeps two starts of it apart (D-202) without holding up others (D-401). */
final class MemorySession {
    private static final SessionSpec.Geometry DEFAULT_GEOMETRY = new SessionSpec.Geometry(1280, 720);

    private final String agentId;
    private final String sessionId;
    private final ReentrantLock lock = new ReentrantLock();

    // Guarded by the lock; a session that was destroyed stays so, and the next start claims another.
    private ObservedState state = ObservedState.STOPPED;
    private boolean exists;
    private boolean destroyed;
    private long generation;
    private @Nullable SessionSpec spec;
    private @Nullable DemoDesktop desktop;

    MemorySession(String agentId, String sessionId) {
        this.agentId = agentId;
        this.sessionId = sessionId;
    }

    String agentId() {
        return agentId;
    }

    String sessionId() {
        return sessionId;
    }

    /** Starts it, or finds it started; false where it was destroyed meanwhile and another must be claimed. */
    boolean start(long wanted, SessionSpec newSpec, Clock clock) throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            if (destroyed) {
                return false;
            }
            if (!exists || state != ObservedState.RUNNING || generation != wanted) {
                closeDesktop();
                desktop = open(newSpec, clock);
                state = ObservedState.RUNNING;
                generation = wanted;
                spec = newSpec;
                exists = true;
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Closes the desktop and keeps the rest; no thread and no processor time is left (D-601). */
    void suspendAs(ObservedState as) throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            if (exists) {
                closeDesktop();
                state = as;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Opens the desktop again; false where there is nothing to wake. */
    boolean wake(SessionSpec newSpec, Clock clock) throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            if (!exists || destroyed) {
                return false;
            }
            if (state != ObservedState.RUNNING) {
                desktop = open(newSpec, clock);
                state = ObservedState.RUNNING;
                spec = newSpec;
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Ends it for good. */
    void end() throws IOException {
        lock.lock();
        try {
            closeDesktop();
            state = ObservedState.STOPPED;
            exists = false;
            destroyed = true;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the desktop as if it had crashed; false where it did not run. */
    boolean crash() {
        lock.lock();
        try {
            if (state != ObservedState.RUNNING) {
                return false;
            }
            closeDesktop();
            state = ObservedState.STOPPED;
            return true;
        } catch (IOException e) {
            return false;
        } finally {
            lock.unlock();
        }
    }

    Optional<InetSocketAddress> address() {
        lock.lock();
        try {
            return Optional.ofNullable(desktop).map(DemoDesktop::address);
        } finally {
            lock.unlock();
        }
    }

    /** Empty where there is nothing of it. */
    Optional<SessionFacts> facts() {
        lock.lock();
        try {
            return exists ? Optional.of(factsNow()) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    SessionFacts factsOr(SessionRef absent) {
        return facts().orElseGet(() -> SessionFacts.absent(absent));
    }

    private SessionFacts factsNow() {
        SessionSpec current = Objects.requireNonNull(spec);
        Map<String, String> endpoints = desktop == null
                ? Map.of()
                : Map.of(SessionSpec.VNC_ENDPOINT, desktop.address().toString());
        String reason = state == ObservedState.STOPPED ? "The desktop ended." : null;
        return new SessionFacts(
                sessionId,
                generation,
                state,
                "memory/1/" + sessionId + "/" + generation,
                endpoints,
                Map.of(),
                reason,
                current.resources());
    }

    private void closeDesktop() throws IOException {
        if (desktop != null) {
            desktop.close();
            desktop = null;
        }
    }

    private static DemoDesktop open(SessionSpec spec, Clock clock) throws IOException {
        SessionSpec.Geometry geometry = spec.geometry() == null ? DEFAULT_GEOMETRY : spec.geometry();
        String name = spec.displayName().isBlank() ? spec.template() : spec.displayName();
        return DemoDesktop.start(new DemoDesktopOptions(geometry.width(), geometry.height(), name, clock));
    }
}
