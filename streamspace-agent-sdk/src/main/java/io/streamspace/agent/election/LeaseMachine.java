package io.streamspace.agent.election;

import io.streamspace.agent.election.LeaseState.Claimed;
import io.streamspace.agent.election.LeaseState.Closed;
import io.streamspace.agent.election.LeaseState.Leading;
import io.streamspace.agent.election.LeaseState.Standby;
import io.streamspace.agent.spi.AgentLoop;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Decides who leads, without threads or time of its own. On the election's loop. Safe because of three things, none of which needs two clocks
 * to agree on the time, only to run about equally fast: a store changes hands atomically; a leader believes in its lead for
 * {@link LeaseTiming#renewDeadline} from <em>before</em> it asked for it; whoever takes a lease that nobody gave up has seen it unchanged for the
 * whole duration on its own clock, and whoever finds none waits with the lease in hand until a leader that was forgotten has stepped down. A process that is suspended finds its time over when it wakes, whatever answers wait for it.
 */
final class LeaseMachine {
    private static final double SPREAD = 0.4;

    private final String holder;
    private final LeaseTiming timing;
    private final AgentLoop loop;
    private final StoreCalls store;
    private final Outcome outcome;
    private final LongSupplier nanos;
    private final InstantSource clock;
    private final RandomGenerator random;

    // Written on the loop alone.
    private volatile LeaseState state = Standby.NEW;
    private long highestTerm;
    private long questions;
    private AgentLoop.Timer next = () -> {};

    /** Who hears how it goes. */
    interface Outcome {
        void elected(long term);

        void deposed(long term, String why);

        /** The store does not answer; it is asked again. */
        void troubled(String problem);
    }

    /** What a machine lives on. */
    record Surroundings(AgentLoop loop, LongSupplier nanos, InstantSource clock, RandomGenerator random) {}

    LeaseMachine(String holder, LeaseTiming timing, StoreCalls store, Outcome outcome, Surroundings with) {
        this.holder = holder;
        this.timing = timing;
        this.store = store;
        this.outcome = outcome;
        loop = with.loop();
        nanos = with.nanos();
        clock = with.clock();
        random = with.random();
    }

    LeaseState state() {
        return state;
    }

    /** Whether the lead is still believed in at this moment, also where nobody has noticed yet that its time is over. From any thread. */
    boolean leads() {
        return state instanceof Leading leading && !isOver(leading.until());
    }

    /** Takes part. */
    void start() {
        look();
    }

    /** Takes part no more; returns the lease that can be released, if this process leads. */
    Optional<Lease> close() {
        LeaseState before = state;
        state = new Closed();
        questions++;
        if (before instanceof Leading leading) {
            outcome.deposed(leading.lease().term(), "the agent ends");
            return Optional.of(leading.lease());
        }
        // One that was only claimed must not be taken at once, for the same reason for which this process did not lead
        // yet.
        return Optional.empty();
    }

    private void look() {
        if (state instanceof Standby) {
            store.read(new Question<>() {
                @Override
                void answered(Optional<Lease> seen) {
                    consider(seen.orElse(null));
                }

                @Override
                void unanswered(String problem) {
                    outcome.troubled(problem);
                    lookLater();
                }
            });
        }
    }

    private void lookLater() {
        // Candidates that look at the same moment would go on to do so.
        double spread = 1 - SPREAD / 2 + SPREAD * random.nextDouble();
        after(Duration.ofNanos((long) (timing.retryPeriod().toNanos() * spread)), this::look);
    }

    private void consider(@Nullable Lease seen) {
        if (!(state instanceof Standby before)) {
            return;
        }
        long now = nanos.getAsLong();
        Standby standby = before.observing(seen, now);
        state = standby;
        if (seen != null) {
            highestTerm = Math.max(highestTerm, seen.term());
        }
        if (seen == null
                || seen.free()
                || now - standby.since() >= patience(seen).toNanos()) {
            take(seen);
        } else {
            lookLater();
        }
    }

    private Duration patience(Lease seen) {
        return seen.duration().compareTo(timing.duration()) > 0 ? seen.duration() : timing.duration();
    }

    private void take(@Nullable Lease seen) {
        // The time of day makes the term grow also where the store forgot all earlier ones; elsewhere it does no harm.
        highestTerm = Math.max(highestTerm + 1, clock.millis());
        var wanted = new Lease(holder, highestTerm, 0, timing.duration(), false);
        long begun = nanos.getAsLong();
        store.take(seen, wanted, new Question<>() {
            @Override
            void answered(Boolean taken) {
                if (taken && seen == null) {
                    claim(wanted);
                } else if (taken && !isOver(endOf(begun))) {
                    lead(wanted, endOf(begun));
                } else {
                    lookLater();
                }
            }

            @Override
            void unanswered(String problem) {
                outcome.troubled(problem);
                lookLater();
            }
        });
    }

    private void claim(Lease lease) {
        state = new Claimed(lease);
        // Longer than a forgotten leader believes, and shorter than others are patient with a lease that nobody renews.
        after(timing.renewDeadline().plus(timing.duration()).dividedBy(2), this::leadByClaim);
    }

    private void leadByClaim() {
        if (!(state instanceof Claimed claimed)) {
            return;
        }
        Lease renewed = claimed.lease().renewed();
        long begun = nanos.getAsLong();
        store.renew(renewed, new Question<>() {
            @Override
            void answered(Boolean kept) {
                if (kept && !isOver(endOf(begun))) {
                    lead(renewed, endOf(begun));
                } else {
                    standBy();
                }
            }

            @Override
            void unanswered(String problem) {
                outcome.troubled(problem);
                standBy();
            }
        });
    }

    private void standBy() {
        state = Standby.NEW;
        lookLater();
    }

    private void lead(Lease lease, long until) {
        state = new Leading(lease, until);
        outcome.elected(lease.term());
        watchTheEnd();
        renewLater();
    }

    private void renewLater() {
        after(timing.retryPeriod(), this::renew);
    }

    private void after(Duration delay, Runnable step) {
        next.cancel();
        next = loop.schedule(delay, step);
    }

    private void renew() {
        if (!(state instanceof Leading leading) || stepsDown(leading)) {
            return;
        }
        Lease renewed = leading.lease().renewed();
        long begun = nanos.getAsLong();
        store.renew(renewed, new Question<>() {
            @Override
            void answered(Boolean kept) {
                if (!kept) {
                    stepDown(leading, "the lease is not its own any more");
                } else if (isOver(leading.until()) || isOver(endOf(begun))) {
                    // Whoever was told meanwhile that this process does not lead has to be right.
                    stepDown(leading, "the answer to its renewal came too late");
                } else {
                    state = new Leading(renewed, endOf(begun));
                    renewLater();
                }
            }

            @Override
            void unanswered(String problem) {
                outcome.troubled(problem);
                // The lost renewal may have been kept, so the next one must be another sign of life.
                state = new Leading(renewed, leading.until());
                renewLater();
            }
        });
    }

    private void watchTheEnd() {
        if (state instanceof Leading leading && !stepsDown(leading)) {
            loop.schedule(Duration.ofNanos(leading.until() - nanos.getAsLong()), this::watchTheEnd);
        }
    }

    private boolean stepsDown(Leading leading) {
        boolean over = isOver(leading.until());
        if (over) {
            stepDown(leading, "the lease could not be renewed in time");
        }
        return over;
    }

    private void stepDown(Leading leading, String why) {
        questions++;
        outcome.deposed(leading.lease().term(), why);
        standBy();
    }

    private long endOf(long begun) {
        return begun + timing.renewDeadline().toNanos();
    }

    private boolean isOver(long until) {
        return nanos.getAsLong() - until >= 0;
    }

    /** Only the newest question's answer counts, and only the first; one that takes too long has failed. */
    private abstract class Question<T> implements StoreCalls.Answer<T> {
        private final long number = ++questions;
        private final AgentLoop.Timer limit =
                loop.schedule(timing.renewDeadline(), () -> failed("the lease's store does not answer"));

        abstract void answered(T value);

        abstract void unanswered(String problem);

        @Override
        public void came(T value) {
            if (counts()) {
                answered(value);
            }
        }

        @Override
        public void failed(String problem) {
            if (counts()) {
                unanswered(problem);
            }
        }

        private boolean counts() {
            limit.cancel();
            if (number != questions) {
                return false;
            }
            questions++;
            return true;
        }
    }
}
