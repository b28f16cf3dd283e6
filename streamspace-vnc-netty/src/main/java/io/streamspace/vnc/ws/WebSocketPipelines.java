package io.streamspace.vnc.ws;

import io.streamspace.vnc.internal.text.TextChannelInitializer;

/** Pipelines for WebSockets that were accepted. */
public final class WebSocketPipelines {
    private WebSocketPipelines() {}

    /** Text messages to and from {@code listener}; anything else closes the connection with the code that RFC 6455 has for it. */
    public static WebSocketPipeline text(TextListener listener, TextLimits limits) {
        return text(listener, limits, false);
    }

    /**
     * As above.
     *
     * @param deflate whether the handshake agrees on {@link WebSocketHandshake#DEFLATE}: then the client may compress, and the limits count
     *     what a message is once it is inflated
     */
    public static WebSocketPipeline text(TextListener listener, TextLimits limits, boolean deflate) {
        return channel -> channel.pipeline().addLast(TextChannelInitializer.ofServer(listener, limits, deflate));
    }
}
