package io.streamspace.agent.election;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a candidate stands. {@link LeaseMachine} holds the transitions. Times are those of the process's own monotonic clock. */
sealed interface LeaseState {
    /**
     * Waits for the lease to become free.
     *
     * @param looked whether the store has answered since this process waits
     * @param seen what the store showed last; null where it was empty
     * @param since when it was first seen like this
     */
    record Standby(boolean looked, @Nullable Lease seen, long since) implements LeaseState {
        static final Standby NEW = new Standby(false, null, 0);

        /** A look showed this; null where it showed nothing. */
        Standby observing(@Nullable Lease shown, long now) {
            return looked && Objects.equals(shown, seen) ? this : new Standby(true, shown, now);
        }
    }

    /**
     * Has the lease of a store that showed none, and does not lead yet: the store may have forgotten a leader, who learns of it at its next
     * renewal, and until then believes in its lead.
     */
    record Claimed(Lease lease) implements LeaseState {}

    /**
     * Leads.
     *
     * @param lease as it was last renewed
     * @param until when the lead ends unless it is renewed
     */
    record Leading(Lease lease, long until) implements LeaseState {}

    /** Takes no part any more. */
    record Closed() implements LeaseState {}
}
