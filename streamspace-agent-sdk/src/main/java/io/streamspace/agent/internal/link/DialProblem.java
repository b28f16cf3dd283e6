package io.streamspace.agent.internal.link;

/**
 * Why no connection was made.
 *
 * @param retry when to try again
 * @param sentence what happened and what to do, for the operator
 */
public record DialProblem(Retry retry, String sentence) {
    /** When to try again. */
    public enum Retry {
        /** The back-off's next wait. */
        SOON,
        /** The longest wait: a person has to do something first. */
        LATE
    }
}
