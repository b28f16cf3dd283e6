package io.streamspace.vnc.internal.frame;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Answers pings and runs the close handshake. Whatever ends the connection, the handlers behind this one see one {@link Frame.Close} and
 * nothing after it; what is written after a close frame is dropped.
 */
public final class ControlFrames extends ChannelDuplexHandler {
    /** How long the other side may take to answer a close frame, or to take what is written before it. */
    private static final long CLOSE_SECONDS = 3;

    /** How often that time is granted again while bytes still go out. */
    private static final int CLOSE_PERIODS = 10;

    private boolean closeSent;
    private boolean closeReported;
    /** The pong that a full connection keeps waiting: only the latest ping needs an answer (RFC 6455, section 5.5.3). */
    private Frame.@Nullable Pong waitingPong;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        if (closeReported) {
            ReferenceCountUtil.release(msg);
        } else if (msg instanceof Frame frame) {
            read(ctx, frame);
        } else if (closeSent) {
            ReferenceCountUtil.release(msg);
        } else {
            ctx.fireChannelRead(msg);
        }
    }

    private void message(ChannelHandlerContext ctx, Frame text) {
        if (!closeSent) {
            ctx.fireChannelRead(text);
        }
    }

    private void read(ChannelHandlerContext ctx, Frame frame) {
        switch (frame) {
            case Frame.Ping ping -> pong(ctx, new Frame.Pong(ping.payload()));
            case Frame.Pong unneeded -> {}
            case Frame.Close close -> {
                int answer = close.code() == CloseStatus.NO_STATUS ? CloseStatus.NORMAL : close.code();
                sendClose(ctx, new Frame.Close(answer, ""), ctx.newPromise());
                ended(ctx, close);
            }
            case Frame.Malformed malformed -> {
                sendClose(ctx, new Frame.Close(malformed.code(), malformed.reason()), ctx.newPromise());
                ended(ctx, new Frame.Close(malformed.code(), malformed.reason()));
            }
            case Frame.Dead dead -> {
                ctx.fireChannelRead(dead);
                ctx.close();
            }
            case Frame.Text text -> message(ctx, text);
            case Frame.DeflatedText text -> message(ctx, text);
        }
    }

    private void ended(ChannelHandlerContext ctx, Frame.Close close) {
        report(ctx, close);
        ctx.write(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        ctx.flush();
    }

    private void report(ChannelHandlerContext ctx, Frame.Close close) {
        if (!closeReported) {
            closeReported = true;
            ctx.fireChannelRead(close);
        }
    }

    private void pong(ChannelHandlerContext ctx, Frame.Pong pong) {
        if (closeSent) {
            return;
        }
        if (ctx.channel().isWritable()) {
            ctx.writeAndFlush(pong);
        } else {
            waitingPong = pong;
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        Frame.Pong pong = waitingPong;
        if (pong != null && ctx.channel().isWritable()) {
            waitingPong = null;
            pong(ctx, pong);
        }
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
        if (msg instanceof Frame.Close close) {
            sendClose(ctx, close, promise);
        } else if (closeSent) {
            ReferenceCountUtil.release(msg);
            promise.trySuccess();
        } else {
            ctx.write(msg, promise);
        }
    }

    private void sendClose(ChannelHandlerContext ctx, Frame.Close close, ChannelPromise promise) {
        if (closeSent) {
            promise.trySuccess();
            return;
        }
        closeSent = true;
        // The answer to the close frame can only be seen while the channel is read.
        ctx.channel().config().setAutoRead(true);
        ctx.writeAndFlush(close, promise);
        watchClosing(ctx, CLOSE_PERIODS, -1);
    }

    /** Gives up once nothing moves any more: what was written before the close frame may need longer than its answer. */
    private static void watchClosing(ChannelHandlerContext ctx, int periods, long waitingBefore) {
        var next = ctx.executor()
                .schedule(
                        () -> {
                            long waiting = Backlog.of(ctx.channel());
                            if (periods == 0 || waiting == 0 || waiting == waitingBefore) {
                                ctx.close();
                            } else {
                                watchClosing(ctx, periods - 1, waiting);
                            }
                        },
                        CLOSE_SECONDS,
                        TimeUnit.SECONDS);
        ctx.channel().closeFuture().addListener(closed -> next.cancel(false));
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        report(ctx, new Frame.Close(CloseStatus.ABNORMAL, ""));
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // A reset or a failed write says no more than the close that follows.
        if (cause instanceof IOException) {
            ctx.close();
        } else {
            ctx.fireExceptionCaught(cause);
        }
    }
}
