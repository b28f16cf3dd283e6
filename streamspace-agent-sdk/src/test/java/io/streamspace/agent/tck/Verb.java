package io.streamspace.agent.tck;

/** The verbs within which the kit kills an agent. */
public enum Verb {
    START,
    STOP,
    DESTROY,
    HIBERNATE,
    WAKE
}
