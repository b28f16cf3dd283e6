package io.streamspace.vnc.internal.hub;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.Future;
import io.streamspace.vnc.internal.stream.TunnelMeters;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Counts a viewer's bytes and keeps them under its cap, each way for itself so that a flood of pixels does not hold up keys. Nothing is
 * queued: towards the hub the socket is not read for a while, towards the viewer the channel says that it is not writable, and the stream
 * stops reading the agent's connection. There is one timer for each pause and none for a packet.
 */
final class ViewerTraffic extends ChannelDuplexHandler {
    /** The channel's user-defined writability bit that is ours. */
    private static final int CAPPED = 1;

    private final TunnelMeters meters;
    private final TokenBucket toDesktop = new TokenBucket();
    private final TokenBucket toViewer = new TokenBucket();
    // Written on the event loop only.
    private final AtomicLong bytesToDesktop = new AtomicLong();
    private final AtomicLong bytesToViewer = new AtomicLong();
    private long cap;
    private @Nullable ChannelHandlerContext ctx;
    private @Nullable Future<?> readPause;
    private @Nullable Future<?> writePause;
    private boolean readHeld;

    ViewerTraffic(TunnelMeters meters, long bytesPerSecond) {
        this.meters = meters;
        this.cap = bytesPerSecond;
    }

    long bytesToDesktop() {
        return bytesToDesktop.get();
    }

    long bytesToViewer() {
        return bytesToViewer.get();
    }

    /** Another cap, in bytes per second each way; 0 for none. What pauses goes on under the new one at once. On the event loop. */
    void cap(long bytesPerSecond) {
        cap = bytesPerSecond;
        ChannelHandlerContext current = ctx;
        if (current != null) {
            refill(current);
            resumeReads(current);
            resumeWrites(current);
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        ctx = context;
        refill(context);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        ctx = null;
        cancel(readPause);
        cancel(writePause);
        readPause = null;
        writePause = null;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object msg) {
        if (msg instanceof ByteBuf piece) {
            int bytes = piece.readableBytes();
            bytesToDesktop.lazySet(bytesToDesktop.get() + bytes);
            long wait = toDesktop.take(bytes, now(context));
            if (wait > 0 && readPause == null) {
                readPause = pause(context, wait, () -> resumeReads(context));
            }
        }
        context.fireChannelRead(msg);
    }

    @Override
    public void read(ChannelHandlerContext context) {
        if (readPause == null) {
            context.read();
        } else {
            readHeld = true;
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object msg, ChannelPromise promise) {
        if (msg instanceof ByteBuf piece) {
            int bytes = piece.readableBytes();
            bytesToViewer.lazySet(bytesToViewer.get() + bytes);
            long wait = toViewer.take(bytes, now(context));
            if (wait > 0) {
                // Each piece that still comes makes the pause longer; the timer looks again.
                writePause = writePause == null ? pause(context, wait, () -> lookAtWrites(context)) : writePause;
                writable(context, false);
            }
        }
        context.write(msg, promise);
    }

    private void lookAtWrites(ChannelHandlerContext context) {
        long wait = toViewer.take(0, now(context));
        if (wait > 0) {
            writePause = pause(context, wait, () -> lookAtWrites(context));
        } else {
            resumeWrites(context);
        }
    }

    private Future<?> pause(ChannelHandlerContext context, long nanos, Runnable then) {
        meters.capped(nanos);
        return context.executor().schedule(then, nanos, TimeUnit.NANOSECONDS);
    }

    private void resumeReads(ChannelHandlerContext context) {
        cancel(readPause);
        readPause = null;
        if (readHeld) {
            readHeld = false;
            context.read();
        }
    }

    private void resumeWrites(ChannelHandlerContext context) {
        cancel(writePause);
        writePause = null;
        writable(context, true);
    }

    private static void writable(ChannelHandlerContext context, boolean on) {
        ChannelOutboundBuffer buffer = context.channel().unsafe().outboundBuffer();
        if (buffer != null) {
            buffer.setUserDefinedWritability(CAPPED, on);
        }
    }

    private void refill(ChannelHandlerContext context) {
        long now = now(context);
        toDesktop.rate(cap, now);
        toViewer.rate(cap, now);
    }

    private static void cancel(@Nullable Future<?> timer) {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private static long now(ChannelHandlerContext context) {
        return context.executor().ticker().nanoTime();
    }
}
