package io.streamspace.protocol.message;

import io.streamspace.protocol.internal.Checks;

/**
 * This replica goes away.
 *
 * @param reconnectAfterMs milliseconds to wait before dialling again; the hub spreads them so that a restart causes no herd
 */
public record Shutdown(String reason, long reconnectAfterMs) implements HubMessage {
    /** Longest wait, one hour. */
    public static final long MAX_RECONNECT_AFTER_MS = 3_600_000;

    public Shutdown {
        Checks.text(reason, "reason", Checks.SENTENCE);
        Checks.between(reconnectAfterMs, 0, MAX_RECONNECT_AFTER_MS, "reconnect_after_ms");
    }
}
