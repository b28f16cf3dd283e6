package io.streamspace.hub.internal.store;

/** Somebody else changed the row between reading and writing it. {@link Database} runs the whole transaction again. */
final class LostRaceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LostRaceException(String what) {
        super(what, null, false, false);
    }
}
