package io.streamspace.vnc.internal.frame;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;

/** What waits to be written on a channel. On its event loop only. */
final class Backlog {
    private Backlog() {}

    /** The bytes that wait, less what the socket took of the first of them, so that any progress changes the number. */
    static long of(Channel channel) {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return buffer == null || buffer.isEmpty() ? 0 : buffer.totalPendingWriteBytes() - buffer.currentProgress();
    }
}
