package io.streamspace.server.connector;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.streamspace.vnc.ws.WebSocketPipeline;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends each frame back; counts the channels that are open. */
class EchoPipeline implements WebSocketPipeline {
    private final AtomicInteger open;

    EchoPipeline(AtomicInteger open) {
        this.open = open;
    }

    @Override
    public void install(Channel channel) {
        open.incrementAndGet();
        channel.closeFuture().addListener(closed -> open.decrementAndGet());
        channel.pipeline()
                .addLast(new WebSocket13FrameDecoder(WebSocketDecoderConfig.newBuilder()
                        .maxFramePayloadLength(1 << 20)
                        .build()))
                .addLast(new WebSocket13FrameEncoder(false))
                .addLast(new Echo());
    }

    private static final class Echo extends SimpleChannelInboundHandler<WebSocketFrame> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
            var written = context.writeAndFlush(frame.retain());
            if (frame instanceof CloseWebSocketFrame) {
                written.addListener(ChannelFutureListener.CLOSE);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
