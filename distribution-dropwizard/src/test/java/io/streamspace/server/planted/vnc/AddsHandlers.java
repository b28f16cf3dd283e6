package io.streamspace.server.planted.vnc;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;

public final class AddsHandlers {
    void add(ChannelPipeline pipeline, ChannelHandler handler) {
        pipeline.addLast(handler);
    }
}
