package io.streamspace.server.quickstart;

import org.jspecify.annotations.Nullable;

/** The quick start cannot go on; the message says what to do and is all that the user is shown. */
final class QuickstartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    QuickstartException(String message) {
        this(message, null);
    }

    QuickstartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
