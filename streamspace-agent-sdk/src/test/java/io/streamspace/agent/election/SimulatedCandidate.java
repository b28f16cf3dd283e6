package io.streamspace.agent.election;

import io.streamspace.agent.election.LeaseState.Leading;
import io.streamspace.agent.spi.AgentLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A process that may be suspended, killed and cut off, with clocks of its own. */
final class SimulatedCandidate {
    private static final long DAY_OF_TEST = 1_763_700_000_000L;
    private static final double DRIFT = 0.02;

    final LeaseMachine machine;
    private final SimulatedTime time;
    private final Bug bug;
    private final double rate;
    private long wallOffset;
    private long wakesAt;
    private long slept;
    private long cutOffUntil;
    private boolean dead;

    SimulatedCandidate(
            String name,
            LeaseTiming timing,
            SimulatedTime time,
            SimulatedStore store,
            LeaseMachine.Outcome outcome,
            RandomGenerator random,
            Bug bug) {
        this.time = time;
        this.bug = bug;
        rate = bug == Bug.CLOCK_RUNS_SLOW ? 0.5 : 1 + DRIFT * (random.nextDouble() - 0.5);
        machine = new LeaseMachine(
                name,
                timing,
                store.seenBy(this),
                outcome,
                new LeaseMachine.Surroundings(new Loop(), this::nanos, this::wall, random));
    }

    /** Its own monotonic clock. */
    long nanos() {
        long awake = bug == Bug.CLOCK_SLEEPS_TOO ? time.now() - slept : time.now();
        return (long) (awake * rate);
    }

    private Instant wall() {
        boolean forgets = bug == Bug.TERMS_ARE_FORGOTTEN;
        return Instant.ofEpochMilli(forgets ? 0 : DAY_OF_TEST + wallOffset + time.now() / 1_000_000);
    }

    void wallJumps(Duration by) {
        wallOffset += by.toMillis();
    }

    void sleeps(Duration duration) {
        if (!asleep()) {
            wakesAt = time.now() + duration.toNanos();
            slept += duration.toNanos();
        }
    }

    void isCutOff(Duration duration) {
        cutOffUntil = time.now() + duration.toNanos();
    }

    boolean cutOff() {
        return time.now() < cutOffUntil;
    }

    boolean asleep() {
        return time.now() < wakesAt;
    }

    /** As by {@code kill -9}. */
    void dies() {
        dead = true;
    }

    Optional<Lease> closes() {
        Optional<Lease> held = machine.close();
        dead = true;
        return held;
    }

    boolean dead() {
        return dead;
    }

    /** Whether it would act as leader at this moment, or will when it wakes before its time is over. */
    boolean believes() {
        return !dead && machine.state() instanceof Leading leading && nanos() - leading.until() < 0;
    }

    /** Whether it still leads although its time is over and it is awake for long enough to know. */
    boolean overstays() {
        return !dead
                && time.now() > wakesAt
                && machine.state() instanceof Leading leading
                && nanos() - leading.until() > Duration.ofMillis(1).toNanos();
    }

    void hears(Duration later, Runnable answer) {
        time.after(later, () -> whenAwake(answer));
    }

    private void whenAwake(Runnable task) {
        if (asleep()) {
            time.at(wakesAt, () -> whenAwake(task));
        } else if (!dead) {
            task.run();
        }
    }

    private final class Loop implements AgentLoop {
        @Override
        public void execute(Runnable task) {
            time.after(Duration.ZERO, () -> whenAwake(task));
        }

        @Override
        public Timer schedule(Duration delay, Runnable task) {
            var cancelled = new boolean[1];
            boolean never = bug == Bug.TIMER_NEVER_FIRES && !(delay.toMillis() < 700);
            if (!never) {
                time.after(
                        Duration.ofNanos((long) (delay.toNanos() / rate) + 1),
                        () -> whenAwake(() -> {
                            if (!cancelled[0]) {
                                task.run();
                            }
                        }));
            }
            return () -> cancelled[0] = true;
        }

        @Override
        public void close() {}
    }
}
