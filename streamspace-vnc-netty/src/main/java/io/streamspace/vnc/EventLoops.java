package io.streamspace.vnc;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The event loops that tunnel, dialers and servers of one application share, on epoll where the machine has it and on NIO elsewhere. Its
 * threads are daemons. Close it after everything that uses it, and never from one of its own threads.
 */
public final class EventLoops implements AutoCloseable {
    private static final long CLOSE_SECONDS = 5;

    // Not 0: a Netty event loop that is told to end while it runs its tasks would end without closing its channels, and
    // the other sides would never hear of it. Any quiet period makes it go round once more.
    private static final long QUIET_MILLIS = 50;

    private final boolean epoll;
    private final EventLoopGroup group;

    private EventLoops(int threads, boolean epoll) {
        this.epoll = epoll;
        IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        this.group = new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory("streamspace-io", true), io);
    }

    /** One thread per processor. */
    public static EventLoops create() {
        return create(Runtime.getRuntime().availableProcessors());
    }

    /** So many threads, on the best transport of this machine. */
    public static EventLoops create(int threads) {
        return new EventLoops(threads, Epoll.isAvailable());
    }

    /** So many threads on the JDK's own transport, for machines on which native code is not wanted. */
    public static EventLoops createPortable(int threads) {
        return new EventLoops(threads, false);
    }

    /** The loops themselves, for whoever hosts channels of their own. */
    public EventLoopGroup group() {
        return group;
    }

    /** Class of the listening channels that belong to {@link #group()}. */
    public Class<? extends ServerChannel> serverChannel() {
        return epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }

    /** Class of the TCP channels that belong to {@link #group()}. */
    public Class<? extends Channel> socketChannel() {
        return epoll ? EpollSocketChannel.class : NioSocketChannel.class;
    }

    /** Class of the Unix domain socket channels that belong to {@link #group()}. */
    public Class<? extends Channel> domainSocketChannel() {
        return epoll ? EpollDomainSocketChannel.class : NioDomainSocketChannel.class;
    }

    /** The transport's name, for logs: {@code epoll} or {@code nio}. */
    public String transport() {
        return epoll ? "epoll" : "nio";
    }

    /** Ends the threads; channels that are still open are closed. */
    @Override
    public void close() {
        group.shutdownGracefully(QUIET_MILLIS, TimeUnit.SECONDS.toMillis(CLOSE_SECONDS), TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(2 * CLOSE_SECONDS, TimeUnit.SECONDS);
    }
}
