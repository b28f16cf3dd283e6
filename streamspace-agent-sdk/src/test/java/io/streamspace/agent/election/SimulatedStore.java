package io.streamspace.agent.election;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A store beyond a network that loses questions and answers and takes its time. {@link Bug} says what is wrong with it. */
final class SimulatedStore {
    /** A question or an answer takes at most so long. */
    static final Duration SLOWEST = Duration.ofSeconds(5);

    private static final double RARELY = 0.02;

    private final SimulatedTime time;
    private final RandomGenerator random;
    private final Bug bug;
    private @Nullable Lease kept;
    private boolean healed;

    SimulatedStore(SimulatedTime time, RandomGenerator random, Bug bug) {
        this.time = time;
        this.random = random;
        this.bug = bug;
    }

    /** The network is sound from now on. */
    void heal() {
        healed = true;
    }

    /** The store restarts without its memory. */
    void forget() {
        kept = null;
    }

    StoreCalls seenBy(SimulatedCandidate candidate) {
        return new StoreCalls() {
            @Override
            public void read(Answer<Optional<Lease>> answer) {
                ask(candidate, () -> Optional.ofNullable(kept), answer);
            }

            @Override
            public void take(@Nullable Lease seen, Lease wanted, Answer<Boolean> answer) {
                ask(candidate, () -> SimulatedStore.this.take(seen, wanted), answer);
            }

            @Override
            public void renew(Lease renewed, Answer<Boolean> answer) {
                ask(candidate, () -> SimulatedStore.this.renew(renewed), answer);
            }
        };
    }

    private boolean take(@Nullable Lease seen, Lease wanted) {
        boolean same = bug == Bug.TAKES_WHAT_WAS_RENEWED && seen != null && kept != null
                ? kept.sameTenure(seen)
                : Objects.equals(kept, seen);
        if (same || bug == Bug.TAKES_WHATEVER_IS_THERE) {
            kept = wanted;
            return true;
        }
        return false;
    }

    private boolean renew(Lease renewed) {
        if (bug == Bug.RENEWS_WHAT_IS_ANOTHERS || (kept != null && kept.sameTenure(renewed) && !kept.free())) {
            kept = renewed;
            return true;
        }
        return false;
    }

    void release(Lease held) {
        if (kept != null && kept.sameTenure(held)) {
            kept = kept.freed();
        }
    }

    // The question goes on its way whatever becomes of the candidate; the answer waits for a candidate that sleeps.
    private <T> void ask(SimulatedCandidate candidate, Supplier<T> change, StoreCalls.Answer<T> answer) {
        if (candidate.cutOff() || isLost()) {
            if (random.nextBoolean()) {
                candidate.hears(way(), () -> answer.failed("no connection"));
            }
            return;
        }
        time.after(way(), () -> {
            T value = change.get();
            if (candidate.cutOff() || isLost()) {
                return;
            }
            candidate.hears(way(), () -> answer.came(value));
        });
    }

    private boolean isLost() {
        return !healed && random.nextDouble() < RARELY;
    }

    private Duration way() {
        boolean slow = !healed && random.nextDouble() < RARELY * 2;
        return Duration.ofMillis(slow ? random.nextInt((int) SLOWEST.toMillis()) : 1 + random.nextInt(20));
    }
}
