package io.streamspace.hub;

import io.streamspace.protocol.WireNames;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The one exception of the hub. Its message is for a person: it says what happened and what to do. Details are in the log. */
public final class HubException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Code code;
    private final @Nullable String field;

    /** What kind of trouble it is, for programs. */
    public enum Code {
        /** No session of that id. */
        SESSION_NOT_FOUND,
        /** No template of that name. */
        TEMPLATE_NOT_FOUND,
        /** No agent of that id. */
        AGENT_NOT_FOUND,
        /** The session has no viewer of that id. */
        VIEWER_NOT_FOUND,
        /** The session is not shared with that user. */
        SHARE_NOT_FOUND,
        /** The session is in a state in which this cannot be done. */
        INVALID_STATE,
        /** Something in the request is missing or wrong. */
        INVALID_REQUEST,
        /** The enrolment key is wrong, or an agent of that id is connected. */
        ENROLMENT_REFUSED,
        /** The agent that holds the session has no room for it. */
        AGENT_BUSY,
        /** The user, or the user's group, may not run more at once. */
        QUOTA_EXCEEDED,
        /** The database cannot be reached, or the hub is closed. The same request may succeed in a moment. */
        UNAVAILABLE;

        /** The code as an API shows it. */
        public String wireName() {
            return WireNames.of(this);
        }
    }

    public HubException(Code code, String message) {
        this(code, message, (String) null);
    }

    private HubException(Code code, String message, @Nullable String field) {
        super(message);
        this.code = code;
        this.field = field;
    }

    public HubException(Code code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
        this.field = null;
    }

    /** {@code INVALID_REQUEST} for one field of the request, such as {@code params.start_page}. */
    public static HubException invalid(String field, String message) {
        return new HubException(Code.INVALID_REQUEST, message, field);
    }

    public Code code() {
        return code;
    }

    /** The field of the request that is wrong, where it is one. */
    public Optional<String> field() {
        return Optional.ofNullable(field);
    }
}
