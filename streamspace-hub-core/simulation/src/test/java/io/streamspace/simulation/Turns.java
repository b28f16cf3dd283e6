package io.streamspace.simulation;

import io.streamspace.simulation.SimulatedTime.Event;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Plays a simulation's events, so that code that blocks can take part in simulated time. Several threads, of which exactly one runs: the one
 * that has the turn. An event that sleeps keeps its thread, and another one takes the turn until the sleep is over; an event that does not
 * sleep costs no change of thread. All fields belong to whoever has the turn; handing it over publishes them.
 */
final class Turns implements AutoCloseable {
    private static final BooleanSupplier NEVER = () -> false;

    private final SimulatedTime time;
    private final Deque<Player> idle = new ArrayDeque<>();
    private final Set<Sleep> sleeps = new LinkedHashSet<>();
    private final Semaphore handedBack = new Semaphore(0);
    private BooleanSupplier isOver = NEVER;
    private @Nullable Player woken;
    private @Nullable Throwable failure;
    private boolean closed;

    Turns(SimulatedTime time) {
        this.time = time;
    }

    /** Plays until it is over or nothing is left to happen. Called by whoever began the simulation, who waits meanwhile. */
    void playUntil(BooleanSupplier over) {
        isOver = over;
        idle().baton.release();
        handedBack.acquireUninterruptibly();
        isOver = NEVER;
        var thrown = failure;
        failure = null;
        if (thrown instanceof RuntimeException e) {
            throw e;
        } else if (thrown instanceof Error e) {
            throw e;
        }
    }

    /** Runs one task of a process; whatever it throws ends the simulation, but for the end of the process itself. */
    void run(SimulatedProcess process, Runnable task) {
        var player = player();
        player.process = process;
        player.interrupted = false;
        try {
            task.run();
        } catch (KilledError e) {
            // The process is no more.
        } finally {
            player.process = null;
        }
    }

    /** Lets simulated time pass. */
    void sleep(Duration duration) throws InterruptedException {
        var player = player();
        var process = player.process;
        if (process == null) {
            throw new IllegalStateException("only a process can sleep");
        }
        process.checkAlive();
        if (player.interrupted) {
            player.interrupted = false;
            throw new InterruptedException();
        }
        var sleep = new Sleep(player, process);
        sleep.end = time.after(duration, sleep::over);
        player.sleep = sleep;
        sleeps.add(sleep);
        idle().baton.release();
        player.baton.acquireUninterruptibly();
        player.sleep = null;
        sleeps.remove(sleep);
        process.checkAlive();
        if (sleep.interrupted) {
            throw new InterruptedException();
        }
    }

    /** Ends the sleeps of a process that was killed, at this moment. */
    void wake(SimulatedProcess process) {
        sleeps.stream().filter(sleep -> sleep.process == process).forEach(Sleep::cutShort);
    }

    /** Ends the threads. All processes must have been killed and have played out. */
    @Override
    public void close() {
        closed = true;
        idle.forEach(player -> player.baton.release());
    }

    boolean isAsleep() {
        return !sleeps.isEmpty();
    }

    private Player idle() {
        var player = idle.poll();
        if (player == null) {
            player = new Player();
            player.start();
        }
        return player;
    }

    private static Player player() {
        if (Thread.currentThread() instanceof Player player) {
            return player;
        }
        throw new IllegalStateException("not in the simulation: " + Thread.currentThread());
    }

    private final class Sleep {
        private final Player player;
        private final SimulatedProcess process;
        private @Nullable Event end;
        private boolean interrupted;

        Sleep(Player player, SimulatedProcess process) {
            this.player = player;
            this.process = process;
        }

        void over() {
            woken = player;
        }

        void cutShort() {
            if (end != null) {
                end.cancel();
            }
            end = time.after(Duration.ZERO, this::over);
        }
    }

    private final class Player extends Thread {
        private final Semaphore baton = new Semaphore(0);
        private @Nullable SimulatedProcess process;
        private @Nullable Sleep sleep;
        private boolean interrupted;

        Player() {
            super("simulation");
            setDaemon(true);
        }

        /** Simulated as well: a real one would wake the thread at a moment that is not the simulation's. */
        @Override
        public void interrupt() {
            if (sleep == null) {
                interrupted = true;
            } else if (!sleep.interrupted) {
                sleep.interrupted = true;
                sleep.cutShort();
            }
        }

        @Override
        public void run() {
            baton.acquireUninterruptibly();
            while (!closed) {
                takeTurn();
                baton.acquireUninterruptibly();
            }
        }

        private void takeTurn() {
            while (woken == null) {
                var event = failure != null || isOver.getAsBoolean() ? null : time.next();
                if (event == null) {
                    idle.push(this);
                    handedBack.release();
                    return;
                }
                play(event);
            }
            var next = woken;
            woken = null;
            idle.push(this);
            next.baton.release();
        }

        // Whatever is thrown is the simulation's result.
        @SuppressWarnings("CatchingUnchecked")
        private void play(Event event) {
            try {
                event.play();
            } catch (RuntimeException | Error e) {
                failure = e;
            }
        }
    }
}
