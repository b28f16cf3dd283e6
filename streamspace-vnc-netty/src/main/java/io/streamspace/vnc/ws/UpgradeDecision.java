package io.streamspace.vnc.ws;

import org.jspecify.annotations.Nullable;

/** What becomes of a WebSocket handshake. */
public sealed interface UpgradeDecision {
    /**
     * Switch protocols, then hand the channel over.
     *
     * @param subprotocol what the response confirms where the client offers it ({@link WebSocketHandshake#confirmed}); null for none
     */
    record Accept(@Nullable String subprotocol, WebSocketPipeline pipeline) implements UpgradeDecision {}

    /**
     * Answer with an HTTP error and the documented JSON body.
     *
     * @param status HTTP status from 400 to 599
     * @param code stable name of the error
     * @param message a sentence for the user
     */
    record Refuse(int status, String code, String message) implements UpgradeDecision {}
}
