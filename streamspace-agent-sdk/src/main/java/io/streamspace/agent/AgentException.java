package io.streamspace.agent;

import io.streamspace.protocol.WireNames;
import org.jspecify.annotations.Nullable;

/** The agent cannot do what it is asked to. The message says what happened and what to do. */
public final class AgentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Code code;

    /** What kind of trouble. */
    public enum Code {
        /** A setting is missing or wrong. */
        INVALID_SETTING,
        /** The hub refused the enrolment key. */
        ENROLMENT_REFUSED,
        /** The hub cannot be reached or does not answer as a hub. */
        HUB_UNREACHABLE,
        /** A key or the data directory cannot be read or written. */
        DATA_DIRECTORY,
        /** A driver cannot be loaded or opened. */
        DRIVER;

        /** The code in lower case, for logs and programs. */
        public String wireName() {
            return WireNames.of(this);
        }
    }

    /** Creates the error; {@code message} is for the operator. */
    public AgentException(Code code, String message) {
        this(code, message, null);
    }

    /** As above, with what caused it, for the log. */
    public AgentException(Code code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** What kind of trouble. */
    public Code code() {
        return code;
    }
}
