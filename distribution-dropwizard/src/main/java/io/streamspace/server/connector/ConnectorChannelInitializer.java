package io.streamspace.server.connector;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.ssl.SslContext;
import org.jspecify.annotations.Nullable;

/** The pipeline of a new connection: {@code tls} (when configured), {@code jetty}. */
final class ConnectorChannelInitializer extends ChannelInitializer<Channel> {
    private final NettyConnector connector;
    private final @Nullable SslContext tls;

    ConnectorChannelInitializer(NettyConnector connector, @Nullable SslContext tls) {
        this.connector = connector;
        this.tls = tls;
    }

    @Override
    protected void initChannel(Channel channel) {
        if (tls != null) {
            channel.pipeline().addLast("tls", tls.newHandler(channel.alloc()));
        }
        channel.pipeline().addLast("jetty", new JettyBridgeHandler(connector));
    }
}
