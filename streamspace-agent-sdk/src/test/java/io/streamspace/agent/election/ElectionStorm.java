package io.streamspace.agent.election;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Candidates in bad weather, then in good. One seed, one course of events. */
final class ElectionStorm {
    private static final Duration STORM = Duration.ofMinutes(5);
    private static final Duration LONGEST_ANSWER = Duration.ofMillis(50);
    private static final LeaseTiming TIMING = LeaseTiming.FAST;

    private final SimulatedTime time = new SimulatedTime();
    private final Random random;
    private final Bug bug;
    private final SimulatedStore store;
    private final List<SimulatedCandidate> candidates = new ArrayList<>();
    private long highestTerm;
    private int elections;
    private int born;

    // Not both in one storm: a store without memory and a clock that was set back leave nothing that terms could grow
    // from.
    private final boolean forgetful;

    ElectionStorm(long seed, int count, Bug bug) {
        random = new Random(seed);
        this.bug = bug;
        forgetful = random.nextBoolean();
        store = new SimulatedStore(time, random, bug);
        for (int i = 0; i < count; i++) {
            candidates.add(newCandidate());
        }
    }

    /** Runs it; an {@link AssertionError} says which promise was broken, and when. */
    int run() {
        scheduleTrouble();
        time.runUntil(STORM.toNanos(), this::check);
        store.heal();
        candidates.forEach(c -> {
            c.sleeps(Duration.ZERO);
            c.isCutOff(Duration.ZERO);
        });
        time.runUntil(time.now() + bound().toNanos(), this::check);
        if (candidates.stream().noneMatch(SimulatedCandidate::believes)) {
            throw broken("nobody leads " + bound() + " after the storm");
        }
        return elections;
    }

    /** The storm's last question may reach the store so late, as a sign of life; then the lease is watched for its duration. */
    private static Duration bound() {
        return SimulatedStore.SLOWEST
                .plus(TIMING.duration())
                .plus(TIMING.retryPeriod().multipliedBy(3))
                .plus(LONGEST_ANSWER.multipliedBy(4))
                .plus(TIMING.duration().dividedBy(20));
    }

    private void scheduleTrouble() {
        time.after(Duration.ofMillis(random.nextInt(4000)), () -> {
            if (time.now() < STORM.minusSeconds(10).toNanos()) {
                trouble();
                scheduleTrouble();
            }
        });
    }

    private void trouble() {
        SimulatedCandidate victim = candidates.get(random.nextInt(candidates.size()));
        Duration some = Duration.ofMillis(random.nextInt(9000));
        switch (random.nextInt(9)) {
            case 0, 1, 2 -> victim.sleeps(some);
            case 3, 4 -> victim.isCutOff(some);
            case 5 -> candidates.forEach(c -> c.isCutOff(some));
            case 6 -> replace(victim, victim::dies);
            case 7 -> replace(victim, () -> victim.closes().ifPresent(store::release));
            default -> {
                if (forgetful) {
                    store.forget();
                } else {
                    victim.wallJumps(Duration.ofHours(random.nextInt(2000) - 1000));
                }
            }
        }
    }

    private void replace(SimulatedCandidate victim, Runnable end) {
        if (!victim.asleep()) {
            end.run();
            candidates.set(candidates.indexOf(victim), newCandidate());
        }
    }

    private SimulatedCandidate newCandidate() {
        String name = "candidate-" + ++born;
        var outcome = new LeaseMachine.Outcome() {
            @Override
            public void elected(long term) {
                elections++;
                if (term <= highestTerm) {
                    throw broken(name + " is elected with the term " + term + " after " + highestTerm);
                }
                highestTerm = term;
            }

            @Override
            public void deposed(long term, String why) {}

            @Override
            public void troubled(String problem) {}
        };
        var candidate = new SimulatedCandidate(name, TIMING, time, store, outcome, random, bug);
        time.after(Duration.ofMillis(random.nextInt(500)), candidate.machine::start);
        return candidate;
    }

    private void check() {
        Stream<SimulatedCandidate> leaders = candidates.stream().filter(SimulatedCandidate::believes);
        if (leaders.count() > 1) {
            throw broken("two believe to lead");
        }
        if (candidates.stream().anyMatch(SimulatedCandidate::overstays)) {
            throw broken("a leader goes on past its deadline");
        }
    }

    private AssertionError broken(String promise) {
        return new AssertionError(promise + " at " + Duration.ofNanos(time.now()));
    }
}
