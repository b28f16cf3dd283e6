package io.streamspace.protocol.message;

import io.streamspace.protocol.Checks;

/**
 * This replica goes away.
 *
 * @param reconnectAfterMs milliseconds to wait before dialling again; the hub spreads them so that a restart causes no herd
 */
public record Shutdown(String reason, long reconnectAfterMs) implements HubMessage {
    public Shutdown {
        Checks.text(reason, "reason", 1024);
        Checks.atLeast(reconnectAfterMs, 0, "reconnect_after_ms");
    }
}
