package io.streamspace.vnc.ws;

import io.streamspace.vnc.internal.text.TextChannelInitializer;

/** Pipelines for WebSockets that were accepted. */
public final class WebSocketPipelines {
    private WebSocketPipelines() {}

    /** Text messages to and from {@code listener}; anything else closes the connection with the code that RFC 6455 has for it. */
    public static WebSocketPipeline text(TextListener listener, TextLimits limits) {
        return channel -> channel.pipeline().addLast(TextChannelInitializer.ofServer(listener, limits));
    }
}
