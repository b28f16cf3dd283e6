package io.streamspace.vnc.internal.rfb;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.streamspace.vnc.ViewerPolicy;
import io.streamspace.vnc.internal.frame.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Puts a policy on a viewer's RFB messages. The desktop's are followed only where the viewer's policy or limits hold its clipboard back;
 * otherwise they pass unread, but for the first few bytes.
 */
public final class RfbInspector extends ChannelDuplexHandler {
    private final ServerGreeting greeting = new ServerGreeting();
    private final ClientMessageFilter viewer;
    private final @Nullable ServerMessageFilter desktop;
    private @Nullable ChannelHandlerContext context;
    private boolean violated;

    /**
     * An inspector for a stream that begins.
     *
     * @param limits the most that the viewer may be allowed later
     * @param input hears of a person's activity
     * @param dropped hears of bytes that are taken out; whoever reads the pipeline gets a {@link Dropped} for those of the viewer
     */
    public RfbInspector(ViewerPolicy policy, ViewerPolicy limits, InputListener input, DroppedBytes dropped) {
        Conversation conversation = new Conversation();
        boolean blocked = blocks(policy);
        this.viewer = new ClientMessageFilter(policy, greeting, conversation, input, announcing(dropped));
        this.desktop = blocked || blocks(limits) ? new ServerMessageFilter(conversation, blocked, dropped) : null;
    }

    private DroppedBytes announcing(DroppedBytes counted) {
        return new DroppedBytes() {
            @Override
            public void fromViewer(int bytes) {
                counted.fromViewer(bytes);
                ChannelHandlerContext ctx = context;
                if (ctx != null) {
                    ctx.fireChannelRead(new Dropped(bytes, viewer.position().text()));
                }
            }

            @Override
            public void fromDesktop(int bytes) {
                counted.fromDesktop(bytes);
            }
        };
    }

    /**
     * Lets the viewer do more or less, from the next message of either side on. On the viewer's event loop.
     *
     * @return false where that needs a stream that is followed from its beginning, and this one is not
     */
    public boolean policy(ViewerPolicy policy) {
        viewer.policy(policy);
        boolean blocked = blocks(policy);
        return desktop == null ? !blocked : desktop.blocked(blocked);
    }

    private static boolean blocks(ViewerPolicy policy) {
        return !policy.clipboard().fromDesktop();
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
        viewer.restore(parsed);
        greeting.restore(parsed.greeting(), fromServer);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        if (!(msg instanceof ByteBuf piece)) {
            ctx.fireChannelRead(msg);
        } else if (violated) {
            piece.release();
        } else {
            try {
                viewer.accept(piece, ctx::fireChannelRead);
            } catch (RfbViolation violation) {
                violated = true;
                ctx.fireChannelRead(malformed(violation));
            }
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
        if (!(msg instanceof ByteBuf piece)) {
            ctx.write(msg, promise);
            return;
        }
        if (!greeting.complete()) {
            greeting.observe(piece);
        }
        if (desktop == null) {
            ctx.write(msg, promise);
        } else {
            writeAllowed(ctx, piece, promise, desktop);
        }
    }

    private void writeAllowed(
            ChannelHandlerContext ctx, ByteBuf piece, ChannelPromise promise, ServerMessageFilter filter) {
        if (violated) {
            piece.release();
        } else {
            try {
                filter.accept(piece, ctx::write);
            } catch (RfbViolation violation) {
                violated = true;
                // Not from within a write: what is told closes the stream that writes.
                ctx.executor().execute(() -> ctx.fireChannelRead(malformed(violation)));
            }
        }
        promise.trySuccess();
    }

    private static Frame.Malformed malformed(RfbViolation violation) {
        return new Frame.Malformed(violation.code().number(), String.valueOf(violation.getMessage()));
    }
}
