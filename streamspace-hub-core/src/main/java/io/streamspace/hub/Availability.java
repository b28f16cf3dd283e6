package io.streamspace.hub;

/** Whether a session of a template could start at this moment. */
public sealed interface Availability {
    /** An agent for it is online. */
    record Available() implements Availability {}

    /** None is; the reason is for people. */
    record Unavailable(String reason) implements Availability {}
}
