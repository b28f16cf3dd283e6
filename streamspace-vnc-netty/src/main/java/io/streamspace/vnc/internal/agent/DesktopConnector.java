package io.streamspace.vnc.internal.agent;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.unix.DomainSocketAddress;
import io.streamspace.protocol.CloseCode;
import io.streamspace.vnc.EventLoops;
import io.streamspace.vnc.StreamRefusedException;
import io.streamspace.vnc.StreamTarget;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Connects to a stream's target on the stream's event loop. */
final class DesktopConnector {
    private final EventLoops loops;
    private final Duration timeout;

    DesktopConnector(EventLoops loops, Duration timeout) {
        this.loops = loops;
        this.timeout = timeout;
    }

    /** The connection, or a {@link StreamRefusedException}; nothing is read before it is told to. Completes on {@code loop}. */
    CompletionStage<DesktopSide> connect(StreamTarget target, EventLoop loop, DesktopEvents events) {
        return switch (target) {
            case StreamTarget.Channel channel -> {
                BlockingDesktop desktop = new BlockingDesktop(channel.channel(), loop, events);
                desktop.start();
                yield CompletableFuture.completedFuture(desktop);
            }
            case StreamTarget.Address address -> connect(address.address(), loop, events);
        };
    }

    private CompletionStage<DesktopSide> connect(SocketAddress address, EventLoop loop, DesktopEvents events) {
        boolean unix = address instanceof UnixDomainSocketAddress;
        var initializer = new VncTunnelDesktopChannelInitializer(events);
        ChannelFuture connecting = new Bootstrap()
                .group(loop)
                .channel(unix ? loops.domainSocketChannel() : loops.socketChannel())
                .handler(initializer)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) timeout.toMillis())
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .connect(
                        unix && !loops.transport().equals("nio")
                                ? new DomainSocketAddress(address.toString())
                                : address);
        var result = new CompletableFuture<DesktopSide>();
        connecting.addListener((ChannelFuture done) -> {
            if (done.isSuccess()) {
                result.complete(initializer.desktop());
            } else {
                result.completeExceptionally(refused(done.channel(), done.cause()));
            }
        });
        return result;
    }

    private static StreamRefusedException refused(Channel channel, Throwable cause) {
        channel.close();
        var refused =
                new StreamRefusedException(CloseCode.DESKTOP_UNREACHABLE, CloseCode.DESKTOP_UNREACHABLE.sentence());
        refused.initCause(cause);
        return refused;
    }
}
