package io.streamspace.vnc.internal.text;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.streamspace.vnc.internal.frame.ControlFrames;
import io.streamspace.vnc.internal.frame.FrameDecoder;
import io.streamspace.vnc.internal.frame.FrameEncoder;
import io.streamspace.vnc.internal.frame.FrameMasking;
import io.streamspace.vnc.internal.frame.KeepAlive;
import io.streamspace.vnc.internal.frame.PerMessageDeflate;
import io.streamspace.vnc.ws.TextConnection;
import io.streamspace.vnc.ws.TextLimits;
import io.streamspace.vnc.ws.TextListener;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The pipeline of a text WebSocket, of either side. */
public final class TextChannelInitializer extends ChannelInitializer<Channel> {
    private final boolean server;
    private final boolean inflates;
    private final TextListener listener;
    private final TextLimits limits;
    private volatile @Nullable TextMessages messages;

    private TextChannelInitializer(boolean server, boolean inflates, TextListener listener, TextLimits limits) {
        this.server = server;
        this.inflates = inflates;
        this.listener = listener;
        this.limits = limits;
    }

    /**
     * For a connection that was accepted.
     *
     * @param inflates whether it was agreed that the client may compress
     */
    public static TextChannelInitializer ofServer(TextListener listener, TextLimits limits, boolean inflates) {
        return new TextChannelInitializer(true, inflates, listener, limits);
    }

    /** For a connection that was dialled; whether it compresses was agreed on when it is installed. */
    public static TextChannelInitializer ofClient(TextListener listener, TextLimits limits) {
        return new TextChannelInitializer(false, false, listener, limits);
    }

    /** The connection, once the channel was initialized. */
    public TextConnection connection() {
        return Objects.requireNonNull(messages, "the channel is not initialized");
    }

    @Override
    protected void initChannel(Channel channel) {
        if (!channel.isActive()) {
            // Closed already, so no handler would ever hear of its end.
            return;
        }
        ChannelPipeline pipeline = channel.pipeline();
        int max = limits.maxMessageBytes();
        boolean deflate = inflates
                || Boolean.TRUE.equals(channel.attr(PerMessageDeflate.AGREED).get());
        FrameDecoder decoder = server ? FrameDecoder.ofClientFrames(max) : FrameDecoder.ofServerFrames(max);
        pipeline.addLast("ws-decoder", deflate ? decoder.withCompressedText() : decoder);
        pipeline.addLast("ws-encoder", new FrameEncoder(server ? FrameMasking.NONE : FrameMasking.random()));
        if (deflate) {
            // What the hub sends can hold secrets of a template beside words of a user, so it is never compressed.
            pipeline.addLast("ws-deflate", new PerMessageDeflate(!server, max));
        }
        pipeline.addLast("ws-control", new ControlFrames());
        pipeline.addLast("ws-keep-alive", new KeepAlive(limits.pingInterval(), limits.deadAfter()));
        messages = new TextMessages(channel, listener);
        pipeline.addLast("text", messages);
    }
}
