package io.streamspace.vnc.internal.stream;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;

/** Socket and buffer limits of everything that carries stream bytes. */
public final class SocketTuning {
    /** More than this waits in the tunnel only while the socket is full; twice a read, so that one read alone never stops the next. */
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(64 << 10, 256 << 10);

    /** What is read is written before more is read, while it is in the processor's cache. */
    private static final int READS_BEFORE_FLUSH = 1;

    /** What the kernel keeps unsent: enough to fill the wire, and little for a key press to wait behind. */
    private static final int NOT_SENT_BYTES = 128 << 10;

    private SocketTuning() {}

    /** Sets them where the transport has them. */
    public static void forStreams(Channel channel) {
        channel.config().setWriteBufferWaterMark(WATER_MARK);
        channel.config()
                .setRecvByteBufAllocator(new AdaptiveRecvByteBufAllocator().maxMessagesPerRead(READS_BEFORE_FLUSH));
        try {
            channel.config().setOption(EpollChannelOption.TCP_NOTSENT_LOWAT, (long) NOT_SENT_BYTES);
        } catch (ChannelException closed) {
            // The other side was faster; the pipeline hears of the close.
        }
    }
}
