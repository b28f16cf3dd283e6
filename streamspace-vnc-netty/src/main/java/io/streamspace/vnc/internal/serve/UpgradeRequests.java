package io.streamspace.vnc.internal.serve;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.streamspace.vnc.ws.UpgradeDecision;
import io.streamspace.vnc.ws.UpgradeRequest;
import io.streamspace.vnc.ws.UpgradeRouter;
import io.streamspace.vnc.ws.WebSocketHandshake;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads one request, asks the router, and either hands the channel over or answers and closes. */
final class UpgradeRequests extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(UpgradeRequests.class);

    private final UpgradeRouter router;
    private final Duration requestTimeout;
    private @Nullable Future<?> deadline;
    private boolean decided;
    /** What came right after the request and belongs to the WebSocket. */
    private final List<Object> early = new ArrayList<>();

    UpgradeRequests(UpgradeRouter router, Duration requestTimeout) {
        this.router = router;
        this.requestTimeout = requestTimeout;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        deadline = ctx.executor().schedule(() -> ctx.close(), requestTimeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (deadline != null) {
            deadline.cancel(false);
        }
        if (!ctx.channel().isActive()) {
            early.forEach(ReferenceCountUtil::release);
            early.clear();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        if (msg instanceof ByteBuf) {
            early.add(msg);
            return;
        }
        try {
            if (!decided && msg instanceof HttpRequest request) {
                decided = true;
                decide(ctx, request);
            }
        } finally {
            ReferenceCountUtil.release(msg);
        }
    }

    private void decide(ChannelHandlerContext ctx, HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            refuse(ctx, new UpgradeDecision.Refuse(400, "bad_request", "The request is not valid HTTP."));
            return;
        }
        var fault = WebSocketHandshake.fault(
                request.method().name(), name -> joined(request.headers().getAll(name)));
        UpgradeRequest upgrade = upgradeRequest(ctx, request);
        var route = fault.isPresent() ? Optional.<CompletionStage<UpgradeDecision>>empty() : router.route(upgrade);
        if (route.isEmpty()) {
            refuse(
                    ctx,
                    fault.orElse(new UpgradeDecision.Refuse(404, "not_found", "There is nothing at this address.")));
            return;
        }
        // Nothing may be read into the HTTP codec that belongs to the WebSocket.
        ctx.channel().config().setAutoRead(false);
        String key = String.valueOf(request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_KEY));
        route.get()
                .whenComplete((decision, failure) -> ctx.executor().execute(() -> {
                    if (failure != null) {
                        LOG.atError()
                                .setCause(failure)
                                .addKeyValue("path", upgrade.path())
                                .log("an upgrade could not be decided");
                    }
                    apply(ctx, upgrade, key, failure == null ? decision : internalError());
                }));
    }

    private static UpgradeDecision internalError() {
        return new UpgradeDecision.Refuse(500, "internal_error", "Something went wrong on the server; try again.");
    }

    private void apply(ChannelHandlerContext ctx, UpgradeRequest request, String key, UpgradeDecision decision) {
        if (!ctx.channel().isActive()) {
            return;
        }
        switch (decision) {
            case UpgradeDecision.Refuse refuse -> refuse(ctx, refuse);
            case UpgradeDecision.Accept accept -> accept(ctx, request, key, accept);
        }
    }

    private void accept(ChannelHandlerContext ctx, UpgradeRequest request, String key, UpgradeDecision.Accept accept) {
        var response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS);
        response.headers()
                .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
                .set(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT, WebSocketHandshake.acceptKey(key));
        WebSocketHandshake.confirmed(request, accept)
                .ifPresent(p -> response.headers().set(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, p));
        if (accept.extension() != null) {
            response.headers().set(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS, accept.extension());
        }
        ctx.pipeline().remove(HttpServerKeepAliveHandler.class);
        ctx.writeAndFlush(response);
        ctx.pipeline().remove(HttpServerCodec.class);
        ctx.pipeline().remove(this);
        Channel channel = ctx.channel();
        channel.config().setAutoRead(true);
        accept.pipeline().install(channel);
        early.forEach(channel.pipeline()::fireChannelRead);
        early.clear();
        channel.pipeline().fireChannelReadComplete();
    }

    private void refuse(ChannelHandlerContext ctx, UpgradeDecision.Refuse refuse) {
        var body =
                JsonNodeFactory.instance.objectNode().put("code", refuse.code()).put("message", refuse.message());
        var content = ByteBufUtil.writeUtf8(ctx.alloc(), body.toString());
        var response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(refuse.status()), content);
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
                .set(HttpHeaderNames.CONTENT_LENGTH, content.readableBytes())
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        ctx.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }

    private static UpgradeRequest upgradeRequest(ChannelHandlerContext ctx, HttpRequest request) {
        var uri = new QueryStringDecoder(request.uri());
        Map<String, List<String>> headers = new HashMap<>();
        for (String name : request.headers().names()) {
            headers.put(name.toLowerCase(Locale.ROOT), request.headers().getAll(name));
        }
        String offered = joined(request.headers().getAll(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL));
        return new UpgradeRequest(
                uri.path(),
                uri.parameters(),
                headers,
                WebSocketHandshake.subprotocols(offered),
                String.valueOf(ctx.channel().remoteAddress()));
    }

    private static @Nullable String joined(List<String> values) {
        return values.isEmpty() ? null : String.join(",", values);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.atDebug().setCause(cause).log("a connection failed before its upgrade");
        ctx.close();
    }
}
