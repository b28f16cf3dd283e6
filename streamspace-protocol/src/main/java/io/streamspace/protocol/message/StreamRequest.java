package io.streamspace.protocol.message;

import io.streamspace.protocol.internal.Checks;

/** The warm pool is empty: dial one more stream connection now (rule P-5.3). */
public record StreamRequest(String streamId, String sessionId) implements HubMessage {
    public StreamRequest {
        Checks.id(streamId, "stream_id");
        Checks.id(sessionId, "session_id");
    }
}
