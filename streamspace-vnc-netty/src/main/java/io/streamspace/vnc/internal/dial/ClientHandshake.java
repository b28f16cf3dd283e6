package io.streamspace.vnc.internal.dial;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.streamspace.vnc.internal.frame.PerMessageDeflate;
import io.streamspace.vnc.ws.DialRequest;
import io.streamspace.vnc.ws.WebSocketDialException;
import io.streamspace.vnc.ws.WebSocketDialException.Reason;
import io.streamspace.vnc.ws.WebSocketHandshake;
import io.streamspace.vnc.ws.WebSocketPipeline;
import java.net.URI;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks for the upgrade, checks the answer, and gives its place to the WebSocket's own handlers. */
final class ClientHandshake extends ChannelInboundHandlerAdapter {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final DialRequest request;
    private final WebSocketPipeline pipeline;
    private final Upgraded upgraded;
    private final String key = newKey();
    private boolean deflate;
    /** What came right after the answer and belongs to the WebSocket. */
    private final List<Object> early = new ArrayList<>();

    ClientHandshake(DialRequest request, WebSocketPipeline pipeline, Upgraded upgraded) {
        this.request = request;
        this.pipeline = pipeline;
        this.upgraded = upgraded;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        if (ctx.pipeline().get(SslHandler.class) == null) {
            ctx.writeAndFlush(upgradeRequest());
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent tls) {
            if (tls.isSuccess()) {
                ctx.writeAndFlush(upgradeRequest());
            } else {
                fail(
                        Reason.TLS_FAILED,
                        "TLS with " + host() + " failed; check that its certificate is trusted here.",
                        tls.cause());
            }
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        if (msg instanceof ByteBuf) {
            early.add(msg);
            return;
        }
        try {
            if (msg instanceof FullHttpResponse response) {
                answered(ctx, response);
            }
        } finally {
            ReferenceCountUtil.release(msg);
        }
    }

    private void answered(ChannelHandlerContext ctx, FullHttpResponse response) {
        if (response.decoderResult().isFailure()) {
            fail(
                    Reason.NOT_A_WEBSOCKET,
                    host() + " does not answer in HTTP.",
                    response.decoderResult().cause());
            return;
        }
        if (!response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
            upgraded.failed(Refusal.of(response));
            return;
        }
        String fault = fault(response.headers());
        if (fault != null) {
            fail(Reason.NOT_A_WEBSOCKET, fault, null);
            return;
        }
        // The codec is in the middle of its own work here; it gives back what it has read too much when it is removed.
        ctx.channel().config().setAutoRead(false);
        ctx.executor().execute(() -> handOver(ctx));
    }

    private void handOver(ChannelHandlerContext ctx) {
        Channel channel = ctx.channel();
        if (!channel.isActive()) {
            return;
        }
        ctx.pipeline().remove(HttpObjectAggregator.class);
        ctx.pipeline().remove(HttpClientCodec.class);
        ctx.pipeline().remove(this);
        channel.config().setAutoRead(true);
        channel.attr(PerMessageDeflate.AGREED).set(deflate);
        pipeline.install(channel);
        upgraded.succeeded(channel);
        early.forEach(channel.pipeline()::fireChannelRead);
        early.clear();
        channel.pipeline().fireChannelReadComplete();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (!ctx.channel().isActive()) {
            early.forEach(ReferenceCountUtil::release);
            early.clear();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        fail(Reason.NOT_A_WEBSOCKET, host() + " closed the connection before it answered.", null);
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail(Reason.NOT_A_WEBSOCKET, "The connection to " + host() + " failed before it was open.", cause);
    }

    private void fail(Reason reason, String message, @Nullable Throwable cause) {
        upgraded.failed(new WebSocketDialException(reason, message, cause));
    }

    private @Nullable String fault(HttpHeaders headers) {
        if (!WebSocketHandshake.acceptKey(key).equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT))) {
            return host() + " answered the upgrade with a wrong key.";
        }
        String extension = headers.get(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS);
        deflate = extension != null;
        if (extension != null
                && !(request.headers().containsKey(WebSocketHandshake.EXTENSIONS)
                        && WebSocketHandshake.isDeflate(extension))) {
            return host() + " answered the upgrade with an extension that was not asked for.";
        }
        return request.subprotocol().equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL))
                ? null
                : host() + " does not speak " + request.subprotocol()
                        + "; check that the address is that of a StreamSpace hub.";
    }

    private FullHttpRequest upgradeRequest() {
        URI uri = request.uri();
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String target = uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
        var get = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, target);
        get.headers()
                .set(HttpHeaderNames.HOST, uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort())
                .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
                .set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, "13")
                .set(HttpHeaderNames.SEC_WEBSOCKET_KEY, key)
                .set(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, request.subprotocol());
        request.headers().forEach(get.headers()::set);
        return get;
    }

    private String host() {
        return request.uri().getHost() + ":" + request.port();
    }

    private static String newKey() {
        byte[] key = new byte[16];
        RANDOM.nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }
}
