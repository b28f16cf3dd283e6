package io.streamspace.vnc;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.streamspace.protocol.AgentProtocol;
import io.streamspace.vnc.internal.serve.UpgradeChannelInitializer;
import io.streamspace.vnc.ws.UpgradeRouter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 server that hosts nothing but an {@link UpgradeRouter}, for applications that give the tunnel a port of its own. Other
 * requests are answered with an error in JSON.
 */
public final class UpgradeServer implements AutoCloseable {
    private static final int BACKLOG = 1024;

    private final Channel listening;
    private final ChannelGroup accepted;

    private UpgradeServer(Channel listening, ChannelGroup accepted) {
        this.listening = listening;
        this.accepted = accepted;
    }

    /**
     * Starts to listen.
     *
     * @param address port 0 takes a free one, see {@link #port()}
     * @param tls null for plain HTTP
     * @throws UncheckedIOException where the address is taken or the certificate cannot be read
     */
    public static UpgradeServer start(
            EventLoops loops, InetSocketAddress address, UpgradeRouter router, @Nullable ServerTls tls) {
        ChannelGroup accepted = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
        ChannelFuture bound = new ServerBootstrap()
                .group(loops.group())
                .channel(loops.serverChannel())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childHandler(new UpgradeChannelInitializer(
                        router, tls == null ? null : context(tls), accepted, AgentProtocol.HANDSHAKE_TIMEOUT))
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new UncheckedIOException("cannot listen on " + address, new IOException(bound.cause()));
        }
        return new UpgradeServer(bound.channel(), accepted);
    }

    /** The port that is listened on. */
    public int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    /** Stops listening and closes what was accepted. */
    @Override
    public void close() {
        listening.close().awaitUninterruptibly();
        accepted.close().awaitUninterruptibly();
    }

    private static SslContext context(ServerTls tls) {
        try {
            return SslContextBuilder.forServer(
                            tls.certificateChain().toFile(), tls.privateKey().toFile())
                    .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK)
                    .build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new UncheckedIOException("the certificate or its key cannot be read", new IOException(e));
        }
    }
}
