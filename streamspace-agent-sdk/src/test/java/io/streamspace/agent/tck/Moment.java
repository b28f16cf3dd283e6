package io.streamspace.agent.tck;

import java.time.Duration;

/** When the agent is killed, seen from the driver's verb. */
public enum Moment {
    /** The agent has made up its mind; the driver has not been called. */
    BEFORE(0),
    /** A quarter of its usual time has passed. */
    EARLY(0.25),
    /** Half its usual time has passed. */
    HALFWAY(0.5),
    /** Three quarters of its usual time have passed. */
    LATE(0.75),
    /** The driver has done it; the agent will never know. */
    AFTER(1);

    private final double fraction;

    Moment(double fraction) {
        this.fraction = fraction;
    }

    /** Whether the driver is at work then. */
    boolean within() {
        return this != BEFORE && this != AFTER;
    }

    /** How long the driver has been at work by then. */
    Duration after(Duration usual) {
        return Duration.ofNanos((long) (usual.toNanos() * fraction));
    }
}
