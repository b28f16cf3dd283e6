package io.streamspace.vnc.ws;

import io.netty.channel.Channel;

/** What a channel becomes once its handshake was answered with 101. */
@FunctionalInterface
public interface WebSocketPipeline {
    /**
     * Adds the WebSocket codec and this pipeline's handlers at the end of the channel's pipeline. Called on the channel's event loop after
     * the response was written and the HTTP handlers were removed; bytes that came after the handshake are fired afterwards.
     */
    void install(Channel channel);
}
