package io.streamspace.vnc.internal.rfb;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.streamspace.protocol.CloseCode;
import io.streamspace.vnc.ViewerMode;
import io.streamspace.vnc.internal.frame.Frame;
import org.jspecify.annotations.Nullable;

/** Puts a policy on a viewer's RFB messages; the pictures pass unread. */
public final class RfbInspector extends ChannelDuplexHandler {
    private final ServerGreeting greeting = new ServerGreeting();
    private final ClientMessageFilter filter;
    private @Nullable ChannelHandlerContext context;
    private boolean violated;

    /** An inspector that tells {@code input} of a person's activity. */
    public RfbInspector(ViewerMode mode, InputListener input) {
        this.filter = new ClientMessageFilter(mode, greeting, input, this::dropped);
    }

    /** Lets the viewer do more or less, from its next message on. On the viewer's event loop. */
    public void mode(ViewerMode mode) {
        filter.mode(mode);
    }

    /**
     * Goes on where another inspector stood, in both directions. On the viewer's event loop.
     *
     * @param position of {@link Dropped} or {@link ClientFollower}
     * @param fromServer the number of the server's next byte
     * @throws IllegalArgumentException where it is no position
     */
    public void restore(String position, long fromServer) {
        ClientPosition parsed = ClientPosition.parse(position);
        filter.restore(parsed);
        greeting.restore(parsed.greeting(), fromServer);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    private void dropped(int bytes) {
        ChannelHandlerContext ctx = context;
        if (ctx != null) {
            ctx.fireChannelRead(new Dropped(bytes, filter.position().text()));
        }
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
