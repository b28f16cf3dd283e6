package io.streamspace.server.connector;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The threads that read and write every socket of the server. They outlive the connector: streams that left Jetty are
 * drained by the hub after the connector has stopped, and still need their loop for it.
 */
public final class EventLoops implements AutoCloseable {
    private static final long STOP_TIMEOUT_SECONDS = 5;

    private final EventLoopGroup group;
    private final Class<? extends ServerChannel> serverChannel;

    private EventLoops(int threads, IoHandlerFactory handlers, Class<? extends ServerChannel> serverChannel) {
        this.group = new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory("streamspace-io"), handlers);
        this.serverChannel = serverChannel;
    }

    /** Starts no thread yet; uses epoll where there is one, NIO elsewhere. */
    public static EventLoops open(int threads) {
        return Epoll.isAvailable()
                ? new EventLoops(threads, EpollIoHandler.newFactory(), EpollServerSocketChannel.class)
                : new EventLoops(threads, NioIoHandler.newFactory(), NioServerSocketChannel.class);
    }

    public EventLoopGroup group() {
        return group;
    }

    Class<? extends ServerChannel> serverChannel() {
        return serverChannel;
    }

    /** Closes what is still open and waits up to 5 s until the threads have ended. */
    @Override
    public void close() {
        group.shutdownGracefully(0, STOP_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(STOP_TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }
}
