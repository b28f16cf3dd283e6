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
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One session on {@link InMemoryPlatform}. The lock guards the fields and is never held for long, so that nobody waits for a desktop that comes
 * up: whoever starts or wakes makes an attempt of its own, the latest one counts (D-203), and who was overtaken takes its own desktop away and
 * returns what the other one made (D-202).
 */
final class MemorySession {
    private final String agentId;
    private final String sessionId;
    private final ReentrantLock fields = new ReentrantLock();
    private final Condition settled = fields.newCondition();

    // Guarded by fields; a session that was destroyed stays so, and the next start claims another.
    private ObservedState state = ObservedState.STOPPED;
    private boolean exists;
    private boolean destroyed;
    private long generation;
    private long attempts;
    // The attempt that counts while it is at work; 0 where none is.
    private long booting;
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
        long attempt;
        fields.lock();
        try {
            if (destroyed) {
                return false;
            }
            if (exists && generation > wanted) {
                throw new DriverException(
                        Kind.INTERNAL, "This session was started anew meanwhile, and the newer start holds.");
            }
            if (runs(wanted)) {
                return true;
            }
            exists = true;
            state = ObservedState.STARTING;
            generation = wanted;
            resources = asked;
            attempt = begin();
        } finally {
            fields.unlock();
        }
        run(attempt, boot);
        return true;
    }

    /** Closes the desktop and keeps the rest; no thread and no processor time is left (D-601). */
    void suspendAs(ObservedState as, long upTo) {
        with(() -> {
            if (generation <= upTo) {
                overtake();
                state = exists ? as : state;
            }
            return state;
        });
    }

    /** Opens the desktop again; false where there is nothing to wake. */
    boolean wake(Boot boot) throws DriverException, InterruptedException {
        long attempt;
        fields.lock();
        try {
            if (!exists) {
                return false;
            }
            if (runs(generation)) {
                return true;
            }
            attempt = begin();
        } finally {
            fields.unlock();
        }
        run(attempt, boot);
        return true;
    }

    private boolean runs(long wanted) {
        return exists && state == ObservedState.RUNNING && generation == wanted;
    }

    private long begin() {
        overtake();
        booting = ++attempts;
        return booting;
    }

    private void overtake() {
        closeDesktop();
        booting = 0;
        settled.signalAll();
    }

    // A boot that fails leaves the session as FAILED for destroy to remove (D-102).
    private void run(long attempt, Boot boot) throws DriverException, InterruptedException {
        DemoDesktop booted = null;
        try {
            booted = boot.boot();
        } finally {
            DemoDesktop made = booted;
            with(() -> settle(attempt, made));
        }
        awaitRunning();
    }

    private boolean settle(long attempt, @Nullable DemoDesktop made) {
        if (booting != attempt) {
            close(made);
            return false;
        }
        desktop = made;
        state = made == null ? ObservedState.FAILED : ObservedState.RUNNING;
        booting = 0;
        settled.signalAll();
        return true;
    }

    private void awaitRunning() throws DriverException, InterruptedException {
        fields.lockInterruptibly();
        try {
            while (booting != 0) {
                settled.await();
            }
            if (!runs(generation)) {
                throw new DriverException(Kind.DESKTOP_FAILED, "The session was ended while its desktop started.");
            }
        } finally {
            fields.unlock();
        }
    }

    /** Ends it for good; false where a later generation than that is here (D-204). */
    boolean end(long upTo) {
        return with(() -> {
            if (generation > upTo) {
                return false;
            }
            overtake();
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
        DemoDesktop closing = desktop;
        desktop = null;
        close(closing);
    }

    private static void close(@Nullable DemoDesktop desktop) {
        if (desktop != null) {
            try {
                desktop.close();
            } catch (IOException e) {
                throw new UncheckedIOException("a loopback socket cannot be closed", e);
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
