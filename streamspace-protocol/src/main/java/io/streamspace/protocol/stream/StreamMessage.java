package io.streamspace.protocol.stream;

import io.streamspace.protocol.AgentProtocol;
import io.streamspace.protocol.CloseCode;
import io.streamspace.protocol.internal.Checks;
import org.jspecify.annotations.Nullable;

/** The text messages of a stream connection, flat JSON objects with a {@code type} (rules P-5.1 to P-5.12). */
public sealed interface StreamMessage {
    /** Longest resume key, in characters. */
    int MAX_RESUME_KEY_LENGTH = 128;

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
     */
    record Open(String streamId, String sessionId, String endpoint, String resumeKey, int windowBytes)
            implements StreamMessage {
        public Open {
            Checks.id(streamId, "stream_id");
            Checks.id(sessionId, "session_id");
            Checks.id(endpoint, "endpoint");
            Checks.text(resumeKey, "resume_key", MAX_RESUME_KEY_LENGTH);
            Checks.between(windowBytes, 0, AgentProtocol.MAX_RESUME_WINDOW_BYTES, "window_bytes");
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

    /** Agent to hub, first on a new connection: continue a stream whose connection was lost. */
    record Resume(String agentId, long epoch, String streamId, String resumeKey, long received)
            implements StreamMessage {
        public Resume {
            Checks.id(agentId, "agent_id");
            Checks.atLeast(epoch, 1, "epoch");
            Checks.id(streamId, "stream_id");
            Checks.text(resumeKey, "resume_key", MAX_RESUME_KEY_LENGTH);
            Checks.atLeast(received, 0, "received");
        }

        @Override
        public String toString() {
            return "Resume[agentId=" + agentId + ", epoch=" + epoch + ", streamId=" + streamId + ", received="
                    + received + "]";
        }
    }

    /** Hub to agent: the stream goes on; so many bytes had arrived, the agent sends the rest again. */
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
}
