package io.streamspace.vnc.internal.stream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.streamspace.protocol.CloseCode;
import io.streamspace.protocol.MessageCodec;
import io.streamspace.protocol.ProtocolException;
import io.streamspace.protocol.stream.StreamMessage;
import io.streamspace.vnc.internal.frame.Frame;
import io.streamspace.vnc.internal.rfb.Dropped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last handler of a stream connection, or of the WebSocket of a viewer that speaks the same messages: translates between frames and
 * {@link StreamEvents}.
 */
public final class StreamConnection extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(StreamConnection.class);

    private final Channel channel;
    private final MessageCodec codec;
    private final CloseCode violation;
    private StreamEvents owner;
    private boolean violated;
    private volatile boolean closed;

    private StreamConnection(Channel channel, MessageCodec codec, CloseCode violation, StreamEvents owner) {
        this.channel = channel;
        this.codec = codec;
        this.violation = violation;
        this.owner = owner;
    }

    /** Between an agent and the hub; its first owner is {@code owner}. */
    public static StreamConnection ofAgent(Channel channel, MessageCodec codec, StreamEvents owner) {
        return new StreamConnection(channel, codec, CloseCode.AGENT_PROTOCOL_ERROR, owner);
    }

    /** The hub's, to a viewer; its first owner is {@code owner}. */
    public static StreamConnection ofViewer(Channel channel, MessageCodec codec, StreamEvents owner) {
        return new StreamConnection(channel, codec, CloseCode.VIEWER_PROTOCOL_ERROR, owner);
    }

    /** From now on {@code next} hears this connection. On the event loop only. */
    public void owner(StreamEvents next) {
        owner = next;
    }

    /** Queues a message; {@link #flush} sends it. */
    public void write(StreamMessage message) {
        channel.write(new Frame.Text(codec.write(message)));
    }

    /** Sends a text that is no message of a stream, to a viewer that asked for such. */
    public void notice(String text) {
        channel.writeAndFlush(new Frame.Text(text));
    }

    /** Sends a message at once. */
    public void send(StreamMessage message) {
        channel.writeAndFlush(new Frame.Text(codec.write(message)));
    }

    /** Queues bytes, which then belong to the connection; {@link #flush} sends them. */
    public void write(ByteBuf bytes) {
        channel.write(bytes);
    }

    /** Sends what is queued. */
    public void flush() {
        channel.flush();
    }

    /** Whether more bytes should be written now. */
    public boolean isWritable() {
        return channel.isWritable();
    }

    /** Whether the connection is read; not reading is what slows the other side down. */
    public void reading(boolean on) {
        channel.config().setAutoRead(on);
    }

    /** Closes with that code and its sentence; from any thread. */
    public void close(CloseCode code) {
        close(code, code.sentence());
    }

    /** Closes with that code and a sentence of one's own; from any thread. */
    public void close(CloseCode code, String sentence) {
        channel.writeAndFlush(new Frame.Close(code.number(), sentence));
    }

    /** Whether the connection can still be used; from any thread. */
    public boolean isOpen() {
        return !closed && channel.isActive();
    }

    /** The loop that owns the connection at the moment. */
    public EventLoop eventLoop() {
        return channel.eventLoop();
    }

    /**
     * Brings the connection to another event loop, so that both legs of a stream share one. The stage completes on the target loop; where
     * the move fails the connection is closed, and the stage fails.
     */
    public CompletionStage<StreamConnection> moveTo(EventLoop target) {
        var moved = new CompletableFuture<StreamConnection>();
        if (channel.eventLoop() == target) {
            target.execute(() -> moved.complete(this));
            return moved;
        }
        channel.eventLoop().execute(() -> channel.deregister().addListener(gone -> register(target, gone, moved)));
        return moved;
    }

    private void register(EventLoop target, Future<?> gone, CompletableFuture<StreamConnection> moved) {
        if (!gone.isSuccess()) {
            channel.close();
            moved.completeExceptionally(gone.cause());
            return;
        }
        target.register(channel)
                .addListener(there -> target.execute(() -> {
                    if (there.isSuccess()) {
                        moved.complete(this);
                    } else {
                        channel.unsafe().closeForcibly();
                        moved.completeExceptionally(there.cause());
                    }
                }));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        if (msg instanceof ByteBuf piece) {
            owner.bytes(this, piece);
        } else if (msg instanceof Frame.Text text) {
            message(text.text());
        } else if (msg instanceof Dropped dropped) {
            owner.dropped(this, dropped);
        } else if (msg instanceof Frame.Malformed malformed) {
            violation(malformed.reason());
        } else if (msg instanceof Frame.Close close) {
            closed = true;
            owner.closed(this, violated ? violation.number() : close.code(), close.reason());
        } else {
            ReferenceCountUtil.release(msg);
        }
    }

    private void message(String text) {
        StreamMessage message;
        try {
            message = codec.readStreamMessage(text);
        } catch (ProtocolException e) {
            if (e.code() != ProtocolException.Code.UNKNOWN_TYPE) {
                violation(String.valueOf(e.getMessage()));
            }
            return;
        }
        owner.message(this, message);
    }

    /** Closes since the other side broke the rules. */
    public void violation(String what) {
        violated = true;
        LOG.atWarn()
                .addKeyValue("remote", channel.remoteAddress())
                .addKeyValue("fault", what)
                .log("a stream connection broke the protocol");
        close(violation, what);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        owner.readComplete(this);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        owner.writabilityChanged(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.atError().setCause(cause).log("a stream connection failed");
        ctx.close();
    }
}
