package io.streamspace.vnc.internal.rfb;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.streamspace.protocol.CloseCode;
import io.streamspace.vnc.ViewerPolicy;
import io.streamspace.vnc.internal.frame.Frame;

/** Puts a policy on a viewer's RFB messages; the pictures pass unread. */
public final class RfbInspector extends ChannelDuplexHandler {
    private final ServerGreeting greeting = new ServerGreeting();
    private final ClientMessageFilter filter;
    private boolean violated;

    /** An inspector that tells {@code input} of a person's activity. */
    public RfbInspector(ViewerPolicy policy, ViewerPolicy limits, InputListener input, DroppedBytes dropped) {
        this.filter = new ClientMessageFilter(policy, greeting, input, dropped);
    }

    /**
     * Lets the viewer do more or less, from the next message of either side on. On the viewer's event loop.
     *
     * @return false where that needs a stream that is followed from its beginning, and this one is not
     */
    public boolean policy(ViewerPolicy policy) {
        filter.policy(policy);
        return true;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        if (!(msg instanceof ByteBuf piece)) {
            ctx.fireChannelRead(msg);
        } else if (violated) {
            piece.release();
        } else {
            try {
                filter.accept(piece, ctx::fireChannelRead);
            } catch (RfbViolation e) {
                violated = true;
                ctx.fireChannelRead(
                        new Frame.Malformed(CloseCode.VIEWER_PROTOCOL_ERROR.number(), String.valueOf(e.getMessage())));
            }
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
        if (!greeting.complete() && msg instanceof ByteBuf piece) {
            greeting.observe(piece);
        }
        ctx.write(msg, promise);
    }
}
