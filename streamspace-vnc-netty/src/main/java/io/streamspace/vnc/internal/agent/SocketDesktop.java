package io.streamspace.vnc.internal.agent;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;

/** A desktop behind a TCP or Unix domain socket, on the stream's own event loop. */
final class SocketDesktop extends ChannelInboundHandlerAdapter implements DesktopSide {
    private final Channel channel;
    private final DesktopEvents events;

    SocketDesktop(Channel channel, DesktopEvents events) {
        this.channel = channel;
        this.events = events;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        if (msg instanceof ByteBuf piece) {
            events.desktopBytes(piece);
        } else {
            ReferenceCountUtil.release(msg);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        events.desktopReadComplete();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        events.desktopWritabilityChanged();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ChannelInputShutdownReadComplete.INSTANCE) {
            events.desktopEnded();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        events.desktopEnded();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }

    @Override
    public void deliver(ByteBuf piece) {
        channel.write(piece);
    }

    @Override
    public void flush() {
        channel.flush();
    }

    @Override
    public void ended() {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> {
            if (written.isSuccess() && channel instanceof DuplexChannel duplex) {
                duplex.shutdownOutput();
            }
        });
    }

    @Override
    public boolean isWritable() {
        // A desktop that is gone takes everything, since the bytes lead nowhere.
        return channel.isWritable() || !channel.isActive();
    }

    @Override
    public void reading(boolean on) {
        channel.config().setAutoRead(on);
    }

    @Override
    public void close() {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }
}
