package io.streamspace.agent.spi;

/** Hears what the platform does to sessions by itself. Never throws, never blocks; may be called from any thread. */
@FunctionalInterface
public interface SessionListener {
    /** The session looks like this now. */
    void changed(SessionFacts facts);
}
