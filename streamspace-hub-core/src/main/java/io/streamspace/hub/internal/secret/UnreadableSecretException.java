package io.streamspace.hub.internal.secret;

/** Secret values cannot be opened with the keys at hand. The message is for a person and holds nothing secret. */
public final class UnreadableSecretException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableSecretException(String message) {
        super(message);
    }
}
