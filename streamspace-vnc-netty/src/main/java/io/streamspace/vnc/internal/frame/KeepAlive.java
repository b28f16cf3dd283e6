package io.streamspace.vnc.internal.frame;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Pings, and notices a dead peer. While the channel is read, silence counts: a live peer answers pings. While back-pressure holds reading
 * back, what counts is whether bytes that wait to be written make progress, so that a half-open connection is found in either case.
 */
public final class KeepAlive extends ChannelInboundHandlerAdapter {
    private static final byte[] EMPTY = new byte[0];

    private final long pingNanos;
    private final long deadNanos;
    private long lastHeard;
    private long lastTakenAt;
    private long lastWaiting;
    private @Nullable Future<?> tick;

    /** Pings every {@code pingInterval}; silence for {@code deadAfter} is fatal, seen at the next ping. */
    public KeepAlive(Duration pingInterval, Duration deadAfter) {
        this.pingNanos = pingInterval.toNanos();
        this.deadNanos = deadAfter.toNanos();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        lastHeard = now(ctx);
        lastTakenAt = lastHeard;
        start(ctx);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        stop();
    }

    /** The channel came to this event loop, where its timer has to run from now on. */
    @Override
    public void channelRegistered(ChannelHandlerContext ctx) {
        start(ctx);
        ctx.fireChannelRegistered();
    }

    @Override
    public void channelUnregistered(ChannelHandlerContext ctx) {
        stop();
        ctx.fireChannelUnregistered();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        stop();
        ctx.fireChannelInactive();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        lastHeard = now(ctx);
        ctx.fireChannelReadComplete();
    }

    private void start(ChannelHandlerContext ctx) {
        if (tick == null && ctx.channel().isRegistered()) {
            tick = ctx.executor().scheduleAtFixedRate(() -> tick(ctx), pingNanos, pingNanos, TimeUnit.NANOSECONDS);
        }
    }

    private void stop() {
        if (tick != null) {
            tick.cancel(false);
            tick = null;
        }
    }

    private void tick(ChannelHandlerContext ctx) {
        long now = now(ctx);
        long waiting = Backlog.of(ctx.channel());
        if (waiting == 0 || waiting != lastWaiting) {
            lastTakenAt = now;
        }
        lastWaiting = waiting;
        boolean reads = ctx.channel().config().isAutoRead();
        if (!reads) {
            lastHeard = now;
        }
        if (reads ? now - lastHeard >= deadNanos : now - lastTakenAt >= deadNanos) {
            stop();
            ctx.fireChannelRead(new Frame.Dead(waiting > 0));
            ctx.close();
        } else if (ctx.channel().isWritable()) {
            ctx.writeAndFlush(new Frame.Ping(EMPTY));
        }
    }

    private static long now(ChannelHandlerContext ctx) {
        return ctx.executor().ticker().nanoTime();
    }
}
