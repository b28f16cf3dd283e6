package io.streamspace.simulation;

/** A simulation met what must never be. */
final class BrokenInvariantException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Invariant invariant;

    BrokenInvariantException(Invariant invariant, String what) {
        super(invariant + ": " + what);
        this.invariant = invariant;
    }

    Invariant invariant() {
        return invariant;
    }
}
