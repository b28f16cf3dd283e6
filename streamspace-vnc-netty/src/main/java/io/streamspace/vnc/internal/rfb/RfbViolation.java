package io.streamspace.vnc.internal.rfb;

import io.streamspace.protocol.CloseCode;

/** A conversation that has to be held to a policy cannot be. */
final class RfbViolation extends Exception {
    private static final long serialVersionUID = 1L;

    private final CloseCode code;

    private RfbViolation(CloseCode code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /** A viewer that may not send everything sent what cannot be checked. */
    static RfbViolation ofViewer(String message) {
        return new RfbViolation(CloseCode.VIEWER_PROTOCOL_ERROR, message);
    }

    /** A desktop whose clipboard must not reach the viewer sent what cannot be checked; the reason is for the log. */
    static RfbViolation ofDesktop(String reason) {
        return new RfbViolation(CloseCode.CLIPBOARD_UNCONTROLLED, reason);
    }

    CloseCode code() {
        return code;
    }
}
