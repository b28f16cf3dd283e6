package io.streamspace.server.agent;

/** No driver fits; the message is for the operator. */
public final class DriverChoiceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DriverChoiceException(String message) {
        super(message);
    }
}
