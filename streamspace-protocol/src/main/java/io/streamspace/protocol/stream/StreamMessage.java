package io.streamspace.protocol.stream;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.streamspace.protocol.Checks;
import org.jspecify.annotations.Nullable;

/** The text messages of a stream connection, flat JSON objects with a {@code type} (rules P-5.1 to P-5.9). */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @Type(value = StreamMessage.Ready.class, name = "ready"),
    @Type(value = StreamMessage.Open.class, name = "open"),
    @Type(value = StreamMessage.Opened.class, name = "opened"),
    @Type(value = StreamMessage.Refused.class, name = "refused"),
    @Type(value = StreamMessage.Ack.class, name = "ack"),
    @Type(value = StreamMessage.Eof.class, name = "eof"),
    @Type(value = StreamMessage.Resume.class, name = "resume"),
    @Type(value = StreamMessage.Resumed.class, name = "resumed"),
    @Type(value = StreamMessage.Gone.class, name = "gone")
})
public sealed interface StreamMessage {
    /**
     * Agent to hub: put this connection into the pool.
     *
     * @param streamId the request that this connection answers; null for one of the warm pool
     */
    record Ready(String agentId, long epoch, @Nullable String streamId) implements StreamMessage {
        public Ready {
            Checks.id(agentId, "agent_id");
            Checks.atLeast(epoch, 1, "epoch");
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
            Checks.text(resumeKey, "resume_key", 128);
            Checks.atLeast(windowBytes, 0, "window_bytes");
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
     * @param code becomes the viewer's close code ({@link io.streamspace.protocol.CloseCode})
     */
    record Refused(int code, String message) implements StreamMessage {
        public Refused {
            Checks.text(message, "message", 1024);
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
            Checks.text(resumeKey, "resume_key", 128);
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
            Checks.text(reason, "reason", 1024);
        }
    }
}
