package io.streamspace.server.connector;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslContext;
import io.streamspace.vnc.EventLoops;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.AbstractNetworkConnector;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * A Jetty connector without selectors or acceptors of its own: Netty accepts, reads and writes. The port is bound when
 * Jetty opens the connector, connections are accepted once the handlers behind it have started.
 *
 * <p>Why: docs/decisions/0040-jetty-on-netty-channels.md.
 */
final class NettyConnector extends AbstractNetworkConnector {
    private static final int DEFAULT_BACKLOG = 1024;
    private static final long CLOSE_TIMEOUT_SECONDS = 2;

    private final EventLoops loops;
    private final @Nullable SslContext tls;
    private final int backlog;
    private volatile @Nullable Channel listener;

    NettyConnector(
            Server server,
            @Nullable Executor executor,
            Scheduler scheduler,
            ByteBufferPool buffers,
            NettyConnectorFactory.Transport transport,
            ConnectionFactory... factories) {
        super(server, executor, scheduler, buffers, 0, factories);
        this.loops = transport.loops();
        this.tls = transport.tls();
        this.backlog = transport.backlog() > 0 ? transport.backlog() : DEFAULT_BACKLOG;
    }

    /** Idempotent: Jetty calls it twice, first from the server and then from the connector's own start. */
    @Override
    public synchronized void open() throws IOException {
        if (isOpen()) {
            return;
        }
        ChannelFuture bound = new ServerBootstrap()
                .group(loops.group())
                .channel(loops.serverChannel())
                .option(ChannelOption.SO_BACKLOG, backlog)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childHandler(new ConnectorChannelInitializer(this, tls))
                .bind(address())
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            // The life cycle will not stop what it never started.
            loops.close();
            throw new IOException(
                    "Cannot listen on " + address() + ": is another program using the port?", bound.cause());
        }
        listener = bound.channel();
        super.open();
    }

    private InetSocketAddress address() {
        return getHost() == null ? new InetSocketAddress(getPort()) : new InetSocketAddress(getHost(), getPort());
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        Channel bound = listener;
        if (bound != null) {
            bound.config().setAutoRead(true);
        }
    }

    /** Accepts no more; open connections go on. */
    @Override
    public void close() {
        Channel bound = listener;
        if (bound != null && bound.isOpen()) {
            super.close();
            bound.close().awaitUninterruptibly(CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        List.copyOf(getConnectedEndPoints()).forEach(EndPoint::close);
    }

    @Override
    public boolean isOpen() {
        Channel bound = listener;
        return bound != null && bound.isOpen();
    }

    @Override
    public @Nullable Object getTransport() {
        return listener;
    }

    @Override
    public int getLocalPort() {
        return listener != null && listener.localAddress() instanceof InetSocketAddress address
                ? address.getPort()
                : -1;
    }

    @Override
    protected void accept(int acceptor) {
        throw new IllegalStateException("Netty accepts; this connector has no acceptor threads");
    }

    void joined(EndPoint endPoint) {
        onEndPointOpened(endPoint);
    }

    void left(EndPoint endPoint) {
        onEndPointClosed(endPoint);
    }
}
