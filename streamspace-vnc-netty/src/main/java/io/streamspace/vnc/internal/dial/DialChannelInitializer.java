package io.streamspace.vnc.internal.dial;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.streamspace.vnc.ws.DialRequest;
import io.streamspace.vnc.ws.WebSocketPipeline;
import org.jspecify.annotations.Nullable;

/** The pipeline of a connection that is being dialled, until the server answers the handshake. */
final class DialChannelInitializer extends ChannelInitializer<Channel> {
    /** A refusal's JSON body is short; more is not worth reading. */
    private static final int MAX_REFUSAL_BYTES = 16 << 10;

    private final DialRequest request;
    private final @Nullable SslContext tls;
    private final WebSocketPipeline pipeline;
    private final Upgraded upgraded;

    DialChannelInitializer(
            DialRequest request, @Nullable SslContext tls, WebSocketPipeline pipeline, Upgraded upgraded) {
        this.request = request;
        this.tls = tls;
        this.pipeline = pipeline;
        this.upgraded = upgraded;
    }

    @Override
    protected void initChannel(Channel channel) {
        ChannelPipeline handlers = channel.pipeline();
        if (tls != null) {
            SslHandler handler = tls.newHandler(channel.alloc(), request.uri().getHost(), request.port());
            // The dial's own deadline covers TLS too.
            handler.setHandshakeTimeoutMillis(0);
            handlers.addLast("tls", handler);
        }
        handlers.addLast("http-codec", new HttpClientCodec());
        handlers.addLast("http-body", new HttpObjectAggregator(MAX_REFUSAL_BYTES));
        handlers.addLast("handshake", new ClientHandshake(request, pipeline, upgraded));
    }
}
