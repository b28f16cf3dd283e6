package io.streamspace.hub.internal.viewer;

import io.streamspace.vnc.ws.TextConnection;
import io.streamspace.vnc.ws.TextLimits;
import io.streamspace.vnc.ws.TextListener;
import io.streamspace.vnc.ws.WebSocketPipeline;
import io.streamspace.vnc.ws.WebSocketPipelines;

/** Closes a connection as soon as it is open, with a reason. */
public final class ClosingListener implements TextListener {
    private final int code;
    private final String reason;

    private ClosingListener(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    /** A pipeline that says why and does nothing else. */
    public static WebSocketPipeline pipeline(int code, String reason) {
        return WebSocketPipelines.text(new ClosingListener(code, reason), TextLimits.ofLink());
    }

    @Override
    public void opened(TextConnection connection) {
        connection.close(code, reason);
    }

    @Override
    public void text(TextConnection connection, String text) {}

    @Override
    public void closed(TextConnection connection, int closeCode, String closeReason) {}
}
