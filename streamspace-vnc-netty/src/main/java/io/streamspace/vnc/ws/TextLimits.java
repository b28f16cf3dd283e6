package io.streamspace.vnc.ws;

import io.streamspace.protocol.AgentProtocol;
import java.time.Duration;

/**
 * Limits of a text WebSocket.
 *
 * @param maxMessageBytes largest message that is read, in bytes of UTF-8; a larger one closes the connection with 1009
 * @param pingInterval time between two pings
 * @param deadAfter silence after which the other side counts as dead and the connection is closed
 */
public record TextLimits(int maxMessageBytes, Duration pingInterval, Duration deadAfter) {
    public TextLimits {
        if (maxMessageBytes < 1) {
            throw new IllegalArgumentException("maxMessageBytes must be 1 or more");
        }
        if (!pingInterval.isPositive() || deadAfter.compareTo(pingInterval) <= 0) {
            throw new IllegalArgumentException("pingInterval must be positive and shorter than deadAfter");
        }
    }

    /** The limits of the control link. */
    public static TextLimits ofLink() {
        Duration ping = AgentProtocol.PING_INTERVAL;
        return new TextLimits(
                AgentProtocol.MAX_LINK_MESSAGE_BYTES, ping, ping.multipliedBy(2).plusSeconds(5));
    }
}
