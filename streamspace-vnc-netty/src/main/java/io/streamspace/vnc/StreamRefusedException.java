package io.streamspace.vnc;

import io.streamspace.protocol.CloseCode;
import java.util.Locale;

/** A session's endpoint cannot be had; the code becomes the viewer's close code. */
public final class StreamRefusedException extends TunnelException {
    private static final long serialVersionUID = 1L;

    private final CloseCode closeCode;

    /**
     * Creates the refusal.
     *
     * @param message a sentence for the user, without secrets
     */
    public StreamRefusedException(CloseCode closeCode, String message) {
        super(message);
        this.closeCode = closeCode;
    }

    /** What the viewer's connection is closed with. */
    public CloseCode closeCode() {
        return closeCode;
    }

    @Override
    public String code() {
        return closeCode.name().toLowerCase(Locale.ROOT);
    }
}
