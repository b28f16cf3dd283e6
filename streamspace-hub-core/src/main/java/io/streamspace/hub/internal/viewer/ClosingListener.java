package io.streamspace.hub.internal.viewer;

import io.streamspace.protocol.CloseCode;
import io.streamspace.vnc.ws.TextConnection;
import io.streamspace.vnc.ws.TextLimits;
import io.streamspace.vnc.ws.TextListener;
import io.streamspace.vnc.ws.WebSocketPipeline;
import io.streamspace.vnc.ws.WebSocketPipelines;

/** Closes a connection as soon as it is open, with a reason. */
final class ClosingListener implements TextListener {
    private final CloseCode code;

    private ClosingListener(CloseCode code) {
        this.code = code;
    }

    /** A pipeline that says why and does nothing else. */
    static WebSocketPipeline pipeline(CloseCode code) {
        return WebSocketPipelines.text(new ClosingListener(code), TextLimits.ofLink());
    }

    @Override
    public void opened(TextConnection connection) {
        connection.close(code.number(), code.sentence());
    }

    @Override
    public void text(TextConnection connection, String text) {}

    @Override
    public void closed(TextConnection connection, int closeCode, String closeReason) {}
}
