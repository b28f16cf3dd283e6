package io.streamspace.agent.internal.command;

/** What commands do to sessions, for the parts of the agent that care. On the agent's loop. */
public interface SessionEvents {
    /** Nothing more is to be done with the session for now. */
    void idle(String sessionId);

    /** How the session looks is not known; somebody should look. */
    void uncertain(String sessionId);

    /** The session no longer runs: its streams are of no use. */
    void ended(String sessionId);
}
