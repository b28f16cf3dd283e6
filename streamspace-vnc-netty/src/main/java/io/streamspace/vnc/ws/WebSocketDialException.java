package io.streamspace.vnc.ws;

import io.streamspace.vnc.TunnelException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A WebSocket could not be opened. */
public final class WebSocketDialException extends TunnelException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final int httpStatus;
    private final @Nullable String refusalCode;

    /** Why it could not be opened. */
    public enum Reason {
        /** The name is unknown, nobody listens, or the network does not reach it. */
        UNREACHABLE,
        /** TLS could not be established, mostly since the certificate is not trusted. */
        TLS_FAILED,
        /** Not connected and upgraded in time. */
        TIMED_OUT,
        /** The server answered the upgrade with an HTTP error. */
        REFUSED,
        /** What answered does not speak WebSocket as we need it. */
        NOT_A_WEBSOCKET
    }

    /** Creates a failure that is no refusal. */
    public WebSocketDialException(Reason reason, String message, @Nullable Throwable cause) {
        super(message);
        if (cause != null) {
            initCause(cause);
        }
        this.reason = reason;
        this.httpStatus = 0;
        this.refusalCode = null;
    }

    /** Creates a refusal by the server. */
    public WebSocketDialException(int httpStatus, @Nullable String refusalCode, String message) {
        super(message);
        this.reason = Reason.REFUSED;
        this.httpStatus = httpStatus;
        this.refusalCode = refusalCode;
    }

    /** Why it could not be opened. */
    public Reason reason() {
        return reason;
    }

    /** HTTP status of a refusal; 0 where there was none. */
    public int httpStatus() {
        return httpStatus;
    }

    /** The {@code code} of a refusal's JSON body; null where it had none. */
    public @Nullable String refusalCode() {
        return refusalCode;
    }

    @Override
    public String code() {
        return reason.name().toLowerCase(Locale.ROOT);
    }
}
