package io.streamspace.agent.memory;

import io.streamspace.agent.internal.demo.DemoDesktop;
import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.DriverException.Kind;
import io.streamspace.agent.spi.SessionFacts;
import io.streamspace.agent.spi.SessionRef;
import io.streamspace.protocol.message.ObservedState;
import io.streamspace.protocol.message.Resources;
import io.streamspace.protocol.message.SessionSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One session on {@link InMemoryPlatform}. One lock lets a single caller at a time change what runs, however long that takes (D-202); the other
 * guards the fields and is never held for long, so that looking and destroying wait for nobody (D-103, D-401).
 */
final class MemorySession {
    private final String agentId;
    private final String sessionId;
    private final ReentrantLock change = new ReentrantLock();
    private final ReentrantLock fields = new ReentrantLock();

    // Guarded by fields; a session that was destroyed stays so, and the next start claims another.
    private ObservedState state = ObservedState.STOPPED;
    private boolean exists;
    private boolean destroyed;
    private long generation;
    private Resources resources = Resources.NONE;
    private @Nullable DemoDesktop desktop;

    /** Makes a desktop, which may take a while. */
    @FunctionalInterface
    interface Boot {
        DemoDesktop boot() throws DriverException, InterruptedException;
    }

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

    /** Starts it, or finds it started; false where it was destroyed before and another must be claimed. */
    boolean start(long wanted, Resources asked, Boot boot) throws DriverException, InterruptedException {
        change.lockInterruptibly();
        try {
            if (with(() -> destroyed)) {
                return false;
            }
            if (!with(() -> exists && state == ObservedState.RUNNING && generation == wanted)) {
                with(() -> begin(wanted, asked));
                run(boot);
            }
            return true;
        } finally {
            change.unlock();
        }
    }

    /** Closes the desktop and keeps the rest; no thread and no processor time is left (D-601). */
    void suspendAs(ObservedState as) throws InterruptedException {
        change.lockInterruptibly();
        try {
            with(() -> {
                closeDesktop();
                state = exists ? as : state;
                return state;
            });
        } finally {
            change.unlock();
        }
    }

    /** Opens the desktop again; false where there is nothing to wake. */
    boolean wake(Boot boot) throws DriverException, InterruptedException {
        change.lockInterruptibly();
        try {
            if (!with(() -> exists)) {
                return false;
            }
            if (!with(() -> state == ObservedState.RUNNING)) {
                run(boot);
            }
            return true;
        } finally {
            change.unlock();
        }
    }

    private boolean begin(long wanted, Resources asked) {
        closeDesktop();
        exists = true;
        state = ObservedState.STARTING;
        generation = wanted;
        resources = asked;
        return true;
    }

    // A boot that fails leaves the session as FAILED for destroy to remove (D-102).
    private void run(Boot boot) throws DriverException, InterruptedException {
        DemoDesktop booted = null;
        try {
            booted = boot.boot();
        } finally {
            DemoDesktop made = booted;
            with(() -> settle(made));
        }
        if (with(() -> destroyed)) {
            throw new DriverException(Kind.DESKTOP_FAILED, "The session was ended while its desktop started.");
        }
    }

    private boolean settle(@Nullable DemoDesktop made) {
        desktop = made;
        state = made == null ? ObservedState.FAILED : ObservedState.RUNNING;
        if (destroyed) {
            closeDesktop();
            state = ObservedState.STOPPED;
        }
        return true;
    }

    /** Ends it for good. */
    void end() {
        with(() -> {
            closeDesktop();
            state = ObservedState.STOPPED;
            exists = false;
            destroyed = true;
            return true;
        });
    }

    /** Ends the desktop as if it had crashed; false where it did not run. */
    boolean crash() {
        return with(() -> {
            if (state != ObservedState.RUNNING) {
                return false;
            }
            closeDesktop();
            state = ObservedState.STOPPED;
            return true;
        });
    }

    Optional<InetSocketAddress> address() {
        return with(() -> Optional.ofNullable(desktop).map(DemoDesktop::address));
    }

    /** Empty where there is nothing of it. */
    Optional<SessionFacts> facts() {
        return with(() -> exists ? Optional.of(factsNow()) : Optional.empty());
    }

    SessionFacts factsOr(SessionRef absent) {
        return facts().orElseGet(() -> SessionFacts.absent(absent));
    }

    private SessionFacts factsNow() {
        Map<String, String> endpoints = desktop == null
                ? Map.of()
                : Map.of(SessionSpec.VNC_ENDPOINT, desktop.address().toString());
        String reason = switch (state) {
            case STOPPED -> "The desktop ended.";
            case FAILED -> "The desktop did not come up.";
            case STARTING, RUNNING, HIBERNATED -> null;
        };
        return new SessionFacts(
                sessionId,
                generation,
                state,
                "memory/1/" + sessionId + "/" + generation,
                endpoints,
                Map.of(),
                reason,
                resources);
    }

    private void closeDesktop() {
        if (desktop != null) {
            try {
                desktop.close();
            } catch (IOException e) {
                throw new UncheckedIOException("a loopback socket cannot be closed", e);
            } finally {
                desktop = null;
            }
        }
    }

    private <T> T with(Supplier<T> access) {
        fields.lock();
        try {
            return access.get();
        } finally {
            fields.unlock();
        }
    }
}
