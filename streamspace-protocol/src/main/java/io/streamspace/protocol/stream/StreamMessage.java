package io.streamspace.protocol.stream;

import io.streamspace.protocol.AgentProtocol;
import io.streamspace.protocol.CloseCode;
import io.streamspace.protocol.internal.Checks;
import org.jspecify.annotations.Nullable;

/**
 * The text messages of a stream connection, flat JSON objects with a {@code type} (rules P-5.1 to P-5.16). Those of a viewer's WebSocket are
 * of the same kind (rules P-6.6 to P-6.9).
 */
public sealed interface StreamMessage {
    /** Longest resume key, in characters. */
    int MAX_RESUME_KEY_LENGTH = 128;

    /** Longest position in a viewer's conversation, in characters. */
    int MAX_POSITION_LENGTH = 256;

    /** What goes between hub and viewer only. */
    sealed interface OfViewer extends StreamMessage permits Started, Rejoin, Ping, Pong {}

    /**
     * Agent to hub: put this connection into the pool.
     *
     * @param streamId the request that this connection answers; null for one of the warm pool
     */
    record Ready(String agentId, long epoch, @Nullable String streamId) implements StreamMessage {
        public Ready {
            Checks.id(agentId, "agent_id");
            Checks.atLeast(epoch, 1, "epoch");
            Checks.optionalId(streamId, "stream_id");
        }
    }

    /**
     * Hub to agent: connect this connection to an endpoint of a session.
     *
     * @param resumeKey secret with which the stream can be continued
     * @param windowBytes bytes that either side may have unacknowledged; 0 where the stream does not resume
     * @param viewer who looks, in the hub's own words, which {@link Resume} gives back; null where the hub is the other end of the stream
     */
    record Open(
            String streamId,
            String sessionId,
            String endpoint,
            String resumeKey,
            int windowBytes,
            @Nullable String viewer)
            implements StreamMessage {
        public Open {
            Checks.id(streamId, "stream_id");
            Checks.id(sessionId, "session_id");
            Checks.id(endpoint, "endpoint");
            Checks.text(resumeKey, "resume_key", MAX_RESUME_KEY_LENGTH);
            Checks.between(windowBytes, 0, AgentProtocol.MAX_RESUME_WINDOW_BYTES, "window_bytes");
            Checks.optionalText(viewer, "viewer", Checks.SENTENCE);
        }

        @Override
        public String toString() {
            return "Open[streamId=" + streamId + ", sessionId=" + sessionId + ", endpoint=" + endpoint + "]";
        }
    }

    /** Agent to hub: the endpoint is connected; bytes may flow. */
    record Opened() implements StreamMessage {}

    /**
     * Agent to hub: the endpoint is not connected; the connection ends.
     *
     * @param code becomes the viewer's close code ({@link CloseCode})
     */
    record Refused(int code, String message) implements StreamMessage {
        public Refused {
            Checks.between(code, CloseCode.MIN_NUMBER, CloseCode.MAX_NUMBER, "code");
            Checks.text(message, "message", Checks.SENTENCE);
        }
    }

    /** Both ways: so many bytes of this stream have arrived since it was opened. */
    record Ack(long received) implements StreamMessage {
        public Ack {
            Checks.atLeast(received, 0, "received");
        }
    }

    /** Both ways: no more bytes will come this way. */
    record Eof() implements StreamMessage {}

    /**
     * Agent to hub, first on a new connection: continue a stream whose connection was lost.
     *
     * @param viewer what {@link Open} said, or {@link Remember} later
     * @param position where in the viewer's conversation the received bytes end; null where the hub is the other end of the stream
     */
    record Resume(
            String agentId,
            long epoch,
            String streamId,
            String resumeKey,
            long received,
            @Nullable String viewer,
            @Nullable String position)
            implements StreamMessage {
        public Resume {
            Checks.id(agentId, "agent_id");
            Checks.atLeast(epoch, 1, "epoch");
            Checks.id(streamId, "stream_id");
            Checks.text(resumeKey, "resume_key", MAX_RESUME_KEY_LENGTH);
            Checks.atLeast(received, 0, "received");
            Checks.optionalText(viewer, "viewer", Checks.SENTENCE);
            Checks.optionalText(position, "position", MAX_POSITION_LENGTH);
        }

        @Override
        public String toString() {
            return "Resume[agentId=" + agentId + ", epoch=" + epoch + ", streamId=" + streamId + ", received="
                    + received + "]";
        }
    }

    /** From the hub: the stream goes on; so many bytes had arrived, the rest is sent again. */
    record Resumed(long received) implements StreamMessage {
        public Resumed {
            Checks.atLeast(received, 0, "received");
        }
    }

    /** Hub to agent: the stream cannot go on. */
    record Gone(String reason) implements StreamMessage {
        public Gone {
            Checks.text(reason, "reason", Checks.SENTENCE);
        }
    }

    /** From the hub: the other end is away; say what you have, and wait. */
    record Suspend() implements StreamMessage {}

    /**
     * To the hub, the answer to {@link Suspend} and the last word until the stream goes on.
     *
     * @param received bytes that have arrived since the stream was opened
     * @param position an agent's, as in {@link Resume}
     */
    record Suspended(long received, @Nullable String position) implements StreamMessage {
        public Suspended {
            Checks.atLeast(received, 0, "received");
            Checks.optionalText(position, "position", MAX_POSITION_LENGTH);
        }
    }

    /**
     * Hub to agent: what is in force for the viewer has changed, and this is to be given back in its place by {@link Resume}.
     *
     * @param viewer as in {@link Open}
     */
    record Remember(String viewer) implements StreamMessage {
        public Remember {
            Checks.text(viewer, "viewer", Checks.SENTENCE);
        }
    }

    /**
     * From the hub, in their place: so many bytes were left out, and count as received.
     *
     * @param position to an agent: where in the viewer's conversation they end
     */
    record Skip(long bytes, @Nullable String position) implements StreamMessage {
        public Skip {
            Checks.atLeast(bytes, 1, "bytes");
            Checks.optionalText(position, "position", MAX_POSITION_LENGTH);
        }
    }

    /**
     * Hub to viewer: the desktop is connected, and this is how to continue the stream.
     *
     * @param windowBytes bytes that either end may have unacknowledged
     * @param resumeMs how long a stream waits for an end that is away
     */
    record Started(String streamId, String resumeKey, int windowBytes, long resumeMs) implements OfViewer {
        public Started {
            Checks.id(streamId, "stream_id");
            Checks.text(resumeKey, "resume_key", MAX_RESUME_KEY_LENGTH);
            Checks.between(windowBytes, 1, AgentProtocol.MAX_RESUME_WINDOW_BYTES, "window_bytes");
            Checks.atLeast(resumeMs, 1, "resume_ms");
        }

        @Override
        public String toString() {
            return "Started[streamId=" + streamId + "]";
        }
    }

    /** Viewer to hub, first on a new WebSocket: continue a stream whose WebSocket was lost. */
    record Rejoin(String streamId, String resumeKey, long received) implements OfViewer {
        public Rejoin {
            Checks.id(streamId, "stream_id");
            Checks.text(resumeKey, "resume_key", MAX_RESUME_KEY_LENGTH);
            Checks.atLeast(received, 0, "received");
        }

        @Override
        public String toString() {
            return "Rejoin[streamId=" + streamId + ", received=" + received + "]";
        }
    }

    /** Viewer to hub: are you there? A page sees nothing of WebSocket's own pings. */
    record Ping() implements OfViewer {}

    /** Hub to viewer: yes. */
    record Pong() implements OfViewer {}
}
