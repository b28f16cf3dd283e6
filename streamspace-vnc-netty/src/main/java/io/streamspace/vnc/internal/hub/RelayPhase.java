package io.streamspace.vnc.internal.hub;

import io.streamspace.vnc.internal.stream.StreamConnection;
import org.jspecify.annotations.Nullable;

/** What a {@link RelayedStream} is at. */
sealed interface RelayPhase {
    /** The connection to the agent, where the stream has one at the moment. */
    @Nullable
    StreamConnection agent();

    /** No desktop yet. */
    record Opening(StreamOpening opening, ViewerLeg viewer) implements RelayPhase {
        @Override
        public @Nullable StreamConnection agent() {
            return null;
        }
    }

    /** Bytes flow. */
    record Joined(Relay relay, ViewerLeg viewer) implements RelayPhase {
        @Override
        public StreamConnection agent() {
            return relay.agent();
        }
    }

    /** An end is away, or has not said yet what it has. */
    record Paused(Suspension suspension) implements RelayPhase {
        @Override
        public @Nullable StreamConnection agent() {
            return suspension.agent();
        }
    }

    record Over() implements RelayPhase {
        @Override
        public @Nullable StreamConnection agent() {
            return null;
        }
    }
}
