package io.streamspace.vnc.internal.dial;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslContext;
import io.streamspace.vnc.EventLoops;
import io.streamspace.vnc.ws.DialRequest;
import io.streamspace.vnc.ws.WebSocketDialException;
import io.streamspace.vnc.ws.WebSocketDialException.Reason;
import io.streamspace.vnc.ws.WebSocketPipeline;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks the name up (on a virtual thread, since the JDK's look-up blocks), tries the addresses one after the other, and runs TLS and the
 * handshake: all within one deadline.
 */
public final class Dialer implements AutoCloseable {
    private final EventLoops loops;
    private final SslContext tls;
    private final Set<Dial> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** A dialer that trusts what {@code tls} trusts. */
    public Dialer(EventLoops loops, SslContext tls) {
        this.loops = loops;
        this.tls = tls;
    }

    /** Dials; the stage holds the upgraded channel, on which {@code pipeline} is installed, or a {@link WebSocketDialException}. */
    public CompletionStage<Channel> dial(DialRequest request, WebSocketPipeline pipeline) {
        return dial(request, pipeline, loops.group().next());
    }

    /** As above, on that event loop, where the stage also completes. */
    public CompletionStage<Channel> dial(DialRequest request, WebSocketPipeline pipeline, EventLoop loop) {
        Dial dial = new Dial(request, pipeline, loop);
        running.add(dial);
        dial.result.whenComplete((channel, failure) -> running.remove(dial));
        dial.start();
        return dial.result;
    }

    /** Ends what is still under way. */
    @Override
    public void close() {
        closed = true;
        running.forEach(dial -> dial.fail(Reason.UNREACHABLE, "The program is being stopped.", null));
    }

    private final class Dial implements Upgraded {
        private final DialRequest request;
        private final WebSocketPipeline pipeline;
        private final EventLoop loop;
        private final CompletableFuture<Channel> result = new CompletableFuture<>();
        private volatile @Nullable Channel attempt;

        Dial(DialRequest request, WebSocketPipeline pipeline, EventLoop loop) {
            this.request = request;
            this.pipeline = pipeline;
            this.loop = loop;
        }

        void start() {
            if (closed) {
                fail(Reason.UNREACHABLE, "The program is being stopped.", null);
                return;
            }
            var deadline =
                    loop.schedule(this::timedOut, request.handshakeTimeout().toNanos(), TimeUnit.NANOSECONDS);
            result.whenComplete((channel, failure) -> deadline.cancel(false));
            Thread.ofVirtual().name("streamspace-lookup").start(this::lookUp);
        }

        private void timedOut() {
            fail(
                    Reason.TIMED_OUT,
                    "No answer from " + target() + " within "
                            + request.handshakeTimeout().toSeconds() + " s.",
                    null);
        }

        private void lookUp() {
            try {
                List<InetAddress> addresses =
                        Arrays.asList(InetAddress.getAllByName(request.uri().getHost()));
                loop.execute(() -> connect(addresses.iterator()));
            } catch (UnknownHostException e) {
                fail(Reason.UNREACHABLE, "The name " + request.uri().getHost() + " is unknown; check the address.", e);
            }
        }

        private void connect(Iterator<InetAddress> addresses) {
            if (result.isDone()) {
                return;
            }
            ChannelFuture connecting = new Bootstrap()
                    .group(loop)
                    .channel(loops.socketChannel())
                    .option(ChannelOption.TCP_NODELAY, true)
                    .option(ChannelOption.SO_KEEPALIVE, true)
                    .handler(new DialChannelInitializer(request, request.secure() ? tls : null, pipeline, this))
                    .connect(new InetSocketAddress(addresses.next(), request.port()));
            attempt = connecting.channel();
            connecting.addListener((ChannelFuture done) -> {
                if (!done.isSuccess() && addresses.hasNext()) {
                    connect(addresses);
                } else if (!done.isSuccess()) {
                    fail(Reason.UNREACHABLE, target() + " cannot be reached.", done.cause());
                }
            });
        }

        @Override
        public void succeeded(Channel channel) {
            if (!result.complete(channel)) {
                channel.close();
            }
        }

        @Override
        public void failed(WebSocketDialException failure) {
            result.completeExceptionally(failure);
            Channel channel = attempt;
            if (channel != null) {
                channel.close();
            }
        }

        private void fail(Reason reason, String message, @Nullable Throwable cause) {
            failed(new WebSocketDialException(reason, message, cause));
        }

        private String target() {
            return request.uri().getHost() + ":" + request.port();
        }
    }
}
