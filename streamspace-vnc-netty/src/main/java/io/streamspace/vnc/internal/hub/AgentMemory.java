package io.streamspace.vnc.internal.hub;

import io.streamspace.protocol.stream.StreamMessage;
import io.streamspace.vnc.internal.stream.StreamConnection;
import org.jspecify.annotations.Nullable;

/**
 * What is in force for a viewer, as the stream's agent keeps it for a hub that does not know the stream (rule P-5.16). On the stream's event
 * loop.
 */
final class AgentMemory {
    private String kept = "";

    /** The agent keeps that, as {@code open} said or as the agent says itself. */
    void keeps(@Nullable String text) {
        kept = text == null ? "" : text;
    }

    /** Tells the agent if it keeps something else. */
    void update(StreamViewer now, StreamConnection agent) {
        String text = now.text();
        if (!text.equals(kept)) {
            kept = text;
            agent.send(new StreamMessage.Remember(text));
        }
    }
}
