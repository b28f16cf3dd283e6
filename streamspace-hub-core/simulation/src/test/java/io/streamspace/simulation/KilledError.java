package io.streamspace.simulation;

/** Unwinds what a killed process was doing; an error, so that nobody takes it for a fault that can be handled. */
final class KilledError extends Error {
    private static final long serialVersionUID = 1L;

    KilledError() {
        super("killed", null, false, false);
    }
}
