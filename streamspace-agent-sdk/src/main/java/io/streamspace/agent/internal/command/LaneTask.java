package io.streamspace.agent.internal.command;

/** Something to do with one session, one after the other with all else that is done with it. Called on the agent's loop. */
interface LaneTask {
    /** Whose lane it belongs to. */
    String sessionId();

    /** Begins; {@code ended} is called on the loop, once, when the driver has really come back. */
    void begin(Runnable ended);

    /** Whether the end of the session makes it void; false for what ends the session itself. */
    boolean yieldsToStop();

    /** Nobody wants it any more: interrupts it, or ends it before it began. */
    void revoke(Revocation why);
}
