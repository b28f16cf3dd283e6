package io.streamspace.vnc.ws;

import org.jspecify.annotations.Nullable;

/** What becomes of a WebSocket handshake. */
public sealed interface UpgradeDecision {
    /**
     * Switch protocols, then hand the channel over.
     *
     * @param subprotocol what the response confirms where the client offers it ({@link WebSocketHandshake#confirmed}); null for none
     * @param extension value of the response's {@code Sec-WebSocket-Extensions}; null for none
     */
    record Accept(@Nullable String subprotocol, @Nullable String extension, WebSocketPipeline pipeline)
            implements UpgradeDecision {
        /** Without an extension. */
        public Accept(@Nullable String subprotocol, WebSocketPipeline pipeline) {
            this(subprotocol, null, pipeline);
        }
    }

    /**
     * Answer with an HTTP error and the documented JSON body.
     *
     * @param status HTTP status from 400 to 599
     * @param code stable name of the error
     * @param message a sentence for the user
     */
    record Refuse(int status, String code, String message) implements UpgradeDecision {}
}
