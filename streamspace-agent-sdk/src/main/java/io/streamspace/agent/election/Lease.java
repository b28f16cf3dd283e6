package io.streamspace.agent.election;

import java.time.Duration;

/**
 * The lead, as a store keeps it.
 *
 * @param holder the process that has it, by a name that no other process ever has
 * @param term grows with each new holder, never falls
 * @param renewal grows with each sign of life of the holder within its term
 * @param duration how long others wait after the last sign of life before they take it
 * @param free whether it may be taken at once: the holder gave it up, or the store knows that the holder is dead
 */
public record Lease(String holder, long term, long renewal, Duration duration, boolean free) {
    public Lease {
        if (holder.isBlank() || term < 1 || renewal < 0 || !duration.isPositive()) {
            throw new IllegalArgumentException("a lease needs a holder, a term from 1, a renewal from 0 and a duration;"
                    + " this one has the holder '" + holder + "', the term " + term + ", the renewal " + renewal
                    + " and the duration " + duration);
        }
    }

    /** With a new sign of life. */
    Lease renewed() {
        return new Lease(holder, term, renewal + 1, duration, free);
    }

    /** Given up. */
    public Lease freed() {
        return new Lease(holder, term, renewal, duration, true);
    }

    /** Whether both are the same holder's in the same term. */
    public boolean sameTenure(Lease other) {
        return holder.equals(other.holder) && term == other.term;
    }
}
