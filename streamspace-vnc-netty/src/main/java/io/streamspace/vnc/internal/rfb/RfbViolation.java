package io.streamspace.vnc.internal.rfb;

/** A viewer that may only watch sent what cannot be checked. */
final class RfbViolation extends Exception {
    private static final long serialVersionUID = 1L;

    RfbViolation(String message) {
        super(message, null, false, false);
    }
}
