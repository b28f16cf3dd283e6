package io.streamspace.server.ui;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.streamspace.protocol.AgentProtocol;
import io.streamspace.vnc.EventLoops;
import io.streamspace.vnc.UpgradeServer;
import io.streamspace.vnc.ws.UpgradeDecision;
import io.streamspace.vnc.ws.UpgradeRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A hub that does what a test says: it hears a page's WebSockets, one after the other, and answers by hand. */
final class ScriptedHub implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;
    private static final int LARGEST = 8 << 20;

    private final EventLoops loops = EventLoops.create(1);
    private final UpgradeServer server;
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private volatile @Nullable String subprotocol = AgentProtocol.RESUMING_VIEWER_SUBPROTOCOL;
    private volatile @Nullable Channel current;
    /** Whether the present WebSocket was closed from here, so that its page only answers. */
    private volatile boolean closing;

    ScriptedHub() {
        server = UpgradeServer.start(
                loops, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), this::route, null);
    }

    private Optional<CompletionStage<UpgradeDecision>> route(UpgradeRequest request) {
        String offered = String.join(",", request.subprotocols());
        return Optional.of(CompletableFuture.completedFuture(new UpgradeDecision.Accept(subprotocol, channel -> {
            channel.pipeline()
                    .addLast(new WebSocket13FrameDecoder(WebSocketDecoderConfig.newBuilder()
                            .maxFramePayloadLength(LARGEST)
                            .build()))
                    .addLast(new WebSocket13FrameEncoder(false))
                    .addLast(new Heard());
            current = channel;
            closing = false;
            heard.add("open " + request.path()
                    + request.queryParameter("resume")
                            .map(id -> " resume=" + id)
                            .orElse("")
                    + " " + offered);
        })));
    }

    int port() {
        return server.port();
    }

    /** What is confirmed to WebSockets from now on. */
    void confirms(@Nullable String next) {
        subprotocol = next;
    }

    /** The next thing that the page did: {@code open}, a text, bytes in hexadecimal, {@code close}, {@code broken}. */
    String next() {
        try {
            String event = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError("the page does nothing");
            }
            return event;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Nothing that the page did is left to be looked at. */
    boolean isQuiet() {
        return heard.isEmpty();
    }

    void says(String text) {
        write(new TextWebSocketFrame(text));
    }

    void sends(String hex) {
        write(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex))));
    }

    void closes(int code) {
        closing = true;
        write(new CloseWebSocketFrame(code, ""));
    }

    /** Breaks the connection without a word. */
    void breaks() {
        channel().close();
    }

    private void write(WebSocketFrame frame) {
        channel().writeAndFlush(frame);
    }

    private Channel channel() {
        Channel channel = current;
        if (channel == null) {
            throw new AssertionError("there is no WebSocket yet");
        }
        return channel;
    }

    @Override
    public void close() {
        server.close();
        loops.close();
    }

    private final class Heard extends SimpleChannelInboundHandler<WebSocketFrame> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
            if (frame instanceof TextWebSocketFrame text) {
                heard.add(text.text());
            } else if (frame instanceof BinaryWebSocketFrame bytes) {
                heard.add(ByteBufUtil.hexDump(bytes.content()));
            } else if (frame instanceof CloseWebSocketFrame close) {
                heard.add("close " + close.statusCode());
                if (!closing) {
                    context.writeAndFlush(frame.retain());
                }
                context.close();
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
