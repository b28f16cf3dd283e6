package io.streamspace.agent.spi;

import io.streamspace.protocol.WireNames;
import org.jspecify.annotations.Nullable;

/** A verb failed. The message is for the user: what happened and what to do; the detail and the cause are for the log. */
public class DriverException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final boolean retryable;
    private final @Nullable String detail;

    /** Kinds of failure; the wire name is the lower-case name. */
    public enum Kind {
        /** The spec asks for what this platform cannot do. */
        UNSUPPORTED,
        /** The spec is wrong: an unknown image, a bad value. */
        INVALID_SPEC,
        /** The image cannot be had. */
        IMAGE_UNAVAILABLE,
        /** No room: processor, memory, disk, quota. */
        NO_CAPACITY,
        /** The platform refused the agent's rights. */
        FORBIDDEN,
        /** The platform does not know the session. */
        NOT_FOUND,
        /** The desktop did not come up. */
        DESKTOP_FAILED,
        /** The platform cannot be reached. */
        PLATFORM_UNAVAILABLE,
        /** The verb was interrupted. */
        INTERRUPTED,
        /** Anything else. */
        INTERNAL
    }

    /** A failure that the same verb would meet again. */
    public DriverException(Kind kind, String message) {
        this(kind, message, false, null, null);
    }

    /** A failure with everything that is known of it. */
    public DriverException(
            Kind kind, String message, boolean retryable, @Nullable String detail, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.retryable = retryable;
        this.detail = detail;
    }

    /** What kind of failure. */
    public Kind kind() {
        return kind;
    }

    /** The code that the hub and the API show. */
    public String code() {
        return WireNames.of(kind);
    }

    /** Whether the same verb may succeed later. */
    public boolean retryable() {
        return retryable;
    }

    /** What the operator needs beside the message; null where there is nothing. */
    public @Nullable String detail() {
        return detail;
    }
}
