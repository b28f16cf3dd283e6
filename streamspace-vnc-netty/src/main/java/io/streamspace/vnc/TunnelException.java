package io.streamspace.vnc;

/** Root of what this artifact throws. The message is fit for a user; the detail is in the cause. */
public abstract class TunnelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** For the exceptions of this artifact. */
    protected TunnelException(String message) {
        super(message);
    }

    /** As above, with the cause for the log. */
    protected TunnelException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Stable name of what went wrong, in lower case with underscores. */
    public abstract String code();
}
