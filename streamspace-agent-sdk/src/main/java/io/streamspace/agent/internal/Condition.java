package io.streamspace.agent.internal;

import org.jspecify.annotations.Nullable;

/** What changes about an agent as a whole. On the agent's loop. */
final class Condition {
    private long term;
    private boolean draining;
    private @Nullable String problem;

    long term() {
        return term;
    }

    void elected(long newTerm) {
        term = newTerm;
    }

    boolean draining() {
        return draining;
    }

    void drain(boolean on) {
        draining = on;
    }

    /** What is wrong with the link; null where nothing is. */
    @Nullable
    String problem() {
        return problem;
    }

    void problem(@Nullable String sentence) {
        problem = sentence;
    }
}
