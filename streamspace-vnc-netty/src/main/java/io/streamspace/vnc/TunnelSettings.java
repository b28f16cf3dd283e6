package io.streamspace.vnc;

import io.streamspace.protocol.AgentProtocol;
import java.time.Duration;

/**
 * What both sides of the tunnel can be told.
 *
 * @param readyTimeout how long a new stream connection may take to say what it is for
 * @param openTimeout how long a viewer waits for its desktop, and an agent tries to reach one
 * @param resumeTimeout how long a stream outlives the loss of its connection
 * @param windowBytes bytes that a side keeps until they are acknowledged; 0 turns resuming off
 * @param viewerIdleTimeout time without key, pointer or clipboard messages after which a viewer is disconnected; zero for never
 * @param pingInterval time between two pings on viewer and stream connections
 * @param deadAfter silence after which a connection counts as dead
 * @param maxIdleStreams idle connections that the hub keeps for one agent
 */
public record TunnelSettings(
        Duration readyTimeout,
        Duration openTimeout,
        Duration resumeTimeout,
        int windowBytes,
        Duration viewerIdleTimeout,
        Duration pingInterval,
        Duration deadAfter,
        int maxIdleStreams) {
    private static final int SMALLEST_WINDOW = 64 << 10;

    public TunnelSettings {
        positive(readyTimeout, "readyTimeout");
        positive(openTimeout, "openTimeout");
        positive(resumeTimeout, "resumeTimeout");
        positive(pingInterval, "pingInterval");
        if (viewerIdleTimeout.isNegative()) {
            throw new IllegalArgumentException("viewerIdleTimeout must not be negative; zero turns it off");
        }
        if (deadAfter.compareTo(pingInterval) <= 0) {
            throw new IllegalArgumentException("deadAfter must be longer than pingInterval");
        }
        if (windowBytes != 0 && windowBytes < SMALLEST_WINDOW) {
            throw new IllegalArgumentException("windowBytes must be 0 or at least " + SMALLEST_WINDOW);
        }
        if (maxIdleStreams < 1) {
            throw new IllegalArgumentException("maxIdleStreams must be 1 or more");
        }
    }

    /** What suits most: no idle time-out, streams that resume within 20 s. */
    public static TunnelSettings defaults() {
        Duration ping = AgentProtocol.PING_INTERVAL;
        return new TunnelSettings(
                AgentProtocol.HANDSHAKE_TIMEOUT,
                Duration.ofSeconds(15),
                Duration.ofSeconds(20),
                AgentProtocol.DEFAULT_RESUME_WINDOW_BYTES,
                Duration.ZERO,
                ping,
                ping.multipliedBy(2).plusSeconds(5),
                64);
    }

    /** The same with another idle time-out. */
    public TunnelSettings withViewerIdleTimeout(Duration timeout) {
        return new TunnelSettings(
                readyTimeout,
                openTimeout,
                resumeTimeout,
                windowBytes,
                timeout,
                pingInterval,
                deadAfter,
                maxIdleStreams);
    }

    /** The same with another window. */
    public TunnelSettings withWindowBytes(int bytes) {
        return new TunnelSettings(
                readyTimeout,
                openTimeout,
                resumeTimeout,
                bytes,
                viewerIdleTimeout,
                pingInterval,
                deadAfter,
                maxIdleStreams);
    }

    /** The same with other time limits for saying ready, opening and resuming. */
    public TunnelSettings withTimeouts(Duration ready, Duration open, Duration resume) {
        return new TunnelSettings(
                ready, open, resume, windowBytes, viewerIdleTimeout, pingInterval, deadAfter, maxIdleStreams);
    }

    /** The same with other pings. */
    public TunnelSettings withPings(Duration interval, Duration dead) {
        return new TunnelSettings(
                readyTimeout,
                openTimeout,
                resumeTimeout,
                windowBytes,
                viewerIdleTimeout,
                interval,
                dead,
                maxIdleStreams);
    }

    private static void positive(Duration value, String name) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(name + " must be longer than nothing");
        }
    }
}
