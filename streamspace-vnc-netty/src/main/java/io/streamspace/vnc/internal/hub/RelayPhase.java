package io.streamspace.vnc.internal.hub;

/** What a {@link RelayedStream} is at. */
sealed interface RelayPhase {
    /** No desktop yet. */
    record Opening(StreamOpening opening, ViewerLeg viewer) implements RelayPhase {}

    /** Bytes flow. */
    record Joined(Relay relay, ViewerLeg viewer) implements RelayPhase {}

    /** An end is away, or has not said yet what it has. */
    record Paused(Suspension suspension, long since) implements RelayPhase {}

    record Over() implements RelayPhase {}
}
