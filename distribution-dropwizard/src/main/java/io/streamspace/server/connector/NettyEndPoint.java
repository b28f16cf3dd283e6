package io.streamspace.server.connector;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundInvoker;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.streamspace.vnc.ws.WebSocketPipeline;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.util.BufferUtil;
import org.jspecify.annotations.Nullable;

/**
 * A Netty channel as Jetty sees it. Jetty calls from its pool threads, {@link JettyBridgeHandler} from the event loop;
 * both directions are bounded, in by {@link InboundQueue} and out by the channel's write-buffer water marks.
 */
final class NettyEndPoint extends AbstractEndPoint {
    private static final int WRITE_CHUNK = 64 * 1024;
    private static final long LINGER_SECONDS = 30;

    private final NettyConnector connector;
    private final Channel channel;
    private final InboundQueue inbound;
    private volatile boolean writeBlocked;
    private volatile boolean detached;

    NettyEndPoint(NettyConnector connector, Channel channel) {
        super(connector.getScheduler());
        this.connector = connector;
        this.channel = channel;
        this.inbound = new InboundQueue(channel.config());
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return channel.localAddress();
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return channel.remoteAddress();
    }

    @Override
    public Object getTransport() {
        return channel;
    }

    @Override
    public int fill(ByteBuffer buffer) {
        if (isInputShutdown()) {
            return -1;
        }
        int position = BufferUtil.flipToFill(buffer);
        int filled = inbound.drainTo(buffer);
        BufferUtil.flipToFlush(buffer, position);
        if (filled > 0) {
            notIdle();
        } else if (filled < 0) {
            shutdownInput();
        }
        return filled;
    }

    @Override
    protected void needsFillInterest() {
        if (inbound.readableOrWait()) {
            dispatch(() -> getFillInterest().fillable());
        }
    }

    /** Copies into the channel until it is no longer writable; false makes Jetty wait for {@link #writable()}. */
    @Override
    public boolean flush(ByteBuffer... buffers) throws IOException {
        for (ByteBuffer buffer : buffers) {
            while (buffer.hasRemaining()) {
                if (!channel.isActive()) {
                    throw new EofException("The client has closed the connection");
                }
                if (!channel.isWritable()) {
                    return false;
                }
                write(buffer);
            }
        }
        return true;
    }

    private void write(ByteBuffer buffer) {
        int length = Math.min(buffer.remaining(), WRITE_CHUNK);
        ByteBuf copy = channel.alloc().directBuffer(length);
        copy.writeBytes(buffer.slice(buffer.position(), length));
        buffer.position(buffer.position() + length);
        channel.writeAndFlush(copy, channel.voidPromise());
        notIdle();
    }

    @Override
    protected void onIncompleteFlush() {
        writeBlocked = true;
        // The channel may have become writable between flush() and here: look again, on the loop that would tell.
        onEventLoop(this::writable);
    }

    /**
     * Output ends after what was written, with TLS after its close_notify. Netty itself drops what is pending on a
     * shutdown, hence the empty write whose completion says that all before it has gone.
     */
    @Override
    protected void doShutdownOutput() {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(flushed -> {
            SslHandler tls = channel.pipeline().get(SslHandler.class);
            if (tls != null) {
                tls.closeOutbound().addListener(closed -> shutdownSocketOutput());
            } else {
                shutdownSocketOutput();
            }
        });
    }

    private void shutdownSocketOutput() {
        if (channel instanceof DuplexChannel duplex && channel.isActive()) {
            duplex.shutdownOutput();
        }
    }

    @Override
    public void onClose(@Nullable Throwable failure) {
        super.onClose(failure);
        if (detached) {
            return;
        }
        inbound.close();
        closeChannel(failure);
        Connection connection = getConnection();
        if (connection != null) {
            connection.onClose(failure);
        }
        connector.left(this);
    }

    /** An orderly close sends what is pending first, for a client that reads slowly up to {@value #LINGER_SECONDS} s. */
    private void closeChannel(@Nullable Throwable failure) {
        if (failure != null || !channel.isActive()) {
            channel.close();
            return;
        }
        onEventLoop(() -> {
            // Reads go on so that a reset or an end by the client is noticed; the queue releases what comes.
            channel.config().setAutoRead(true);
            var timeout = channel.eventLoop().schedule(() -> channel.close(), LINGER_SECONDS, TimeUnit.SECONDS);
            channel.closeFuture().addListener(closed -> timeout.cancel(false));
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(flushed -> channel.close());
        });
    }

    /** Event loop: bytes from the client. */
    void received(ByteBuf bytes) {
        if (inbound.offer(bytes)) {
            dispatch(() -> getFillInterest().fillable());
        }
    }

    /** Event loop: the client sends no more, but may still read. */
    void inputEnded() {
        if (inbound.end()) {
            dispatch(() -> getFillInterest().fillable());
        }
    }

    /** Event loop: the channel is gone in both directions. */
    void inactive() {
        inputEnded();
        writable();
        dispatch(() -> close(new EofException("The client has closed the connection")));
    }

    /** Event loop: writability may have changed. */
    void writable() {
        if (writeBlocked && (channel.isWritable() || !channel.isActive())) {
            writeBlocked = false;
            notIdle();
            dispatch(() -> getWriteFlusher().completeWrite());
        }
    }

    /**
     * Takes the channel away from Jetty for good: {@code pipeline} replaces the bridge and gets first what Jetty read
     * too far, then what was still queued. Called by Jetty after the 101 was written.
     */
    void handOver(ByteBuf readAhead, WebSocketPipeline pipeline) {
        setIdleTimeout(0);
        detached = true;
        connector.left(this);
        onEventLoop(() -> switchPipeline(readAhead, pipeline));
    }

    private void switchPipeline(ByteBuf readAhead, WebSocketPipeline pipeline) {
        List<ByteBuf> unread = new ArrayList<>();
        unread.add(readAhead);
        unread.addAll(inbound.detach());
        if (!channel.isActive()) {
            unread.forEach(ByteBuf::release);
            return;
        }
        channel.pipeline().remove(JettyBridgeHandler.class);
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, false);
        // Whether it is read from now on is the new pipeline's business: nothing after install() may decide it.
        channel.config().setAutoRead(true);
        pipeline.install(channel);
        ChannelInboundInvoker first = afterTls();
        unread.forEach(first::fireChannelRead);
        first.fireChannelReadComplete();
        if (inbound.isEnded()) {
            channel.close();
        }
    }

    /** What is fired here reaches the new handlers first, decrypted already. */
    private ChannelInboundInvoker afterTls() {
        ChannelHandlerContext tls = channel.pipeline().context(SslHandler.class);
        return tls == null ? channel.pipeline() : tls;
    }

    private void dispatch(Runnable task) {
        try {
            connector.getExecutor().execute(task);
        } catch (RejectedExecutionException stopping) {
            close(stopping);
        }
    }

    private void onEventLoop(Runnable task) {
        try {
            channel.eventLoop().execute(task);
        } catch (RejectedExecutionException stopping) {
            channel.close();
        }
    }
}
