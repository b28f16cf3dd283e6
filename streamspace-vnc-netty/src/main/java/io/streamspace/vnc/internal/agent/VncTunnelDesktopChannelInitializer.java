package io.streamspace.vnc.internal.agent;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.streamspace.vnc.internal.stream.SocketTuning;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The agent's pipeline to a desktop: one handler, since the bytes are the desktop's own. */
final class VncTunnelDesktopChannelInitializer extends ChannelInitializer<Channel> {
    private final DesktopEvents events;
    private @Nullable SocketDesktop desktop;

    VncTunnelDesktopChannelInitializer(DesktopEvents events) {
        this.events = events;
    }

    SocketDesktop desktop() {
        return Objects.requireNonNull(desktop, "the channel is not initialized");
    }

    @Override
    protected void initChannel(Channel channel) {
        SocketTuning.forStreams(channel);
        channel.config().setOption(ChannelOption.TCP_NODELAY, true);
        desktop = new SocketDesktop(channel, events);
        channel.pipeline().addLast("desktop", desktop);
    }
}
