package io.streamspace.vnc.internal.serve;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.group.ChannelGroup;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.handler.ssl.SslContext;
import io.streamspace.vnc.ws.UpgradeRouter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The pipeline of an accepted connection, until its upgrade is decided. */
public final class UpgradeChannelInitializer extends ChannelInitializer<Channel> {
    private final UpgradeRouter router;
    private final @Nullable SslContext tls;
    private final ChannelGroup channels;
    private final Duration requestTimeout;

    /**
     * Creates the initializer.
     *
     * @param requestTimeout how long TLS and the request may take
     */
    public UpgradeChannelInitializer(
            UpgradeRouter router, @Nullable SslContext tls, ChannelGroup channels, Duration requestTimeout) {
        this.router = router;
        this.tls = tls;
        this.channels = channels;
        this.requestTimeout = requestTimeout;
    }

    @Override
    protected void initChannel(Channel channel) {
        channels.add(channel);
        ChannelPipeline handlers = channel.pipeline();
        if (tls != null) {
            handlers.addLast("tls", tls.newHandler(channel.alloc()));
        }
        handlers.addLast("http-codec", new HttpServerCodec());
        handlers.addLast("http-keep-alive", new HttpServerKeepAliveHandler());
        handlers.addLast("upgrade", new UpgradeRequests(router, requestTimeout));
    }
}
