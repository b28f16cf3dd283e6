package io.streamspace.vnc.internal.text;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.streamspace.vnc.internal.frame.CloseStatus;
import io.streamspace.vnc.internal.frame.Frame;
import io.streamspace.vnc.ws.TextConnection;
import io.streamspace.vnc.ws.TextListener;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Between a {@link TextListener} and the frames. */
final class TextMessages extends ChannelInboundHandlerAdapter implements TextConnection {
    private static final Logger LOG = LoggerFactory.getLogger(TextMessages.class);

    private final Channel channel;
    private final TextListener listener;
    private final AtomicLong pending = new AtomicLong();
    private boolean closed;

    TextMessages(Channel channel, TextListener listener) {
        this.channel = channel;
        this.listener = listener;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        listener.opened(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        if (msg instanceof Frame.Text text) {
            listener.text(this, text.text());
        } else if (msg instanceof Frame.Close close) {
            closed(close.code(), close.reason());
        } else {
            ReferenceCountUtil.release(msg);
            if (!(msg instanceof Frame)) {
                close(CloseStatus.UNSUPPORTED_DATA, "only text messages are read here");
            }
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.atError().setCause(cause).addKeyValue("remote", remoteAddress()).log("a text connection failed");
        close(CloseStatus.INTERNAL_ERROR, "the message could not be handled");
    }

    private void closed(int code, String reason) {
        if (!closed) {
            closed = true;
            listener.closed(this, code, reason);
        }
    }

    @Override
    public void send(String text) {
        long size = text.length();
        pending.addAndGet(size);
        channel.writeAndFlush(new Frame.Text(text)).addListener(done -> pending.addAndGet(-size));
    }

    @Override
    public void close(int code, String reason) {
        channel.writeAndFlush(new Frame.Close(code, reason));
    }

    @Override
    public long pendingBytes() {
        return pending.get();
    }

    @Override
    public String remoteAddress() {
        return String.valueOf(channel.remoteAddress());
    }
}
