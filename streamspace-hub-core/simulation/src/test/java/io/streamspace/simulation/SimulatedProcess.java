package io.streamspace.simulation;

import io.streamspace.agent.spi.AgentLoop;
import io.streamspace.hub.spi.Timers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * One process: its threads and timers. Killed, it does nothing more, and what it was doing is unwound where it slept. As an executor it runs
 * each task on a thread of its own, in no particular order.
 */
final class SimulatedProcess implements Executor, Timers {
    private static final int MAX_START_MICROS = 5_000;

    private final SimulatedTime time;
    private final Turns turns;
    private final RandomGenerator random;
    private final List<Runnable> atEnd = new ArrayList<>();
    private boolean alive = true;

    SimulatedProcess(SimulatedTime time, Turns turns, RandomGenerator random) {
        this.time = time;
        this.turns = turns;
        this.random = random;
    }

    boolean isAlive() {
        return alive;
    }

    /** Ends it at once, in the middle of whatever it does. */
    void kill() {
        if (alive) {
            alive = false;
            turns.wake(this);
            atEnd.forEach(Runnable::run);
        }
    }

    /** Has the operating system do something once the process is no more. */
    void atEnd(Runnable task) {
        atEnd.add(task);
    }

    void checkAlive() {
        if (!alive) {
            throw new KilledError();
        }
    }

    @Override
    public void execute(Runnable task) {
        later(Duration.ofNanos(1000L * random.nextInt(MAX_START_MICROS)), task);
    }

    @Override
    public Cancellable after(Duration delay, Runnable task) {
        return later(delay, task)::cancel;
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
        turns.sleep(duration);
    }

    /** As {@link #pause}, deaf to interrupts: a call that does not heed them. */
    void pauseDeaf(Duration duration) {
        var until = time.instant().plus(duration);
        while (time.instant().isBefore(until)) {
            try {
                turns.sleep(Duration.between(time.instant(), until));
            } catch (InterruptedException e) {
                // Heard and not heeded; the loop sleeps on.
            }
        }
    }

    private SimulatedTime.Event later(Duration delay, Runnable task) {
        return time.after(delay, () -> {
            if (alive) {
                turns.run(this, task);
            }
        });
    }

    /** A thread of decisions, which runs its tasks in the order in which they came. */
    AgentLoop newLoop() {
        return new Loop();
    }

    private final class Loop implements AgentLoop {
        private final Deque<Runnable> tasks = new ArrayDeque<>();
        private boolean closed;

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
            SimulatedProcess.this.later(Duration.ZERO, () -> {
                var next = tasks.poll();
                if (next != null && !closed) {
                    next.run();
                }
            });
        }

        @Override
        public Timer schedule(Duration delay, Runnable task) {
            return SimulatedProcess.this.later(delay, () -> execute(task))::cancel;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
