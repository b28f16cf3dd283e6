package io.streamspace.server.connector;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelConfig;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * Bytes that the event loop has read and Jetty has not. Filled by the event loop, emptied by whichever thread Jetty
 * reads on. Above the high-water mark the channel reads no more, so it holds that mark plus one read at most.
 */
final class InboundQueue {
    private static final int HIGH_WATER = 64 * 1024;
    private static final int LOW_WATER = HIGH_WATER / 2;

    private final ChannelConfig channel;
    private final Queue<ByteBuf> buffers = new ArrayDeque<>();
    private int size;
    private boolean ended;
    private boolean closed;
    private boolean paused;
    private boolean readerWaits;

    InboundQueue(ChannelConfig channel) {
        this.channel = channel;
    }

    /** Takes ownership of the buffer; true when a reader waits and must be woken. */
    synchronized boolean offer(ByteBuf buffer) {
        if (closed || !buffer.isReadable()) {
            buffer.release();
            return false;
        }
        buffers.add(buffer);
        size += buffer.readableBytes();
        if (!paused && size > HIGH_WATER) {
            paused = true;
            channel.setAutoRead(false);
        }
        return wakeReader();
    }

    /** No more bytes will come; true when a reader waits and must be woken. */
    synchronized boolean end() {
        ended = true;
        return wakeReader();
    }

    /** Copies what fits; 0 when there is nothing yet, -1 after the last byte. */
    synchronized int drainTo(ByteBuffer target) {
        int copied = 0;
        for (ByteBuf head = buffers.peek(); head != null && target.hasRemaining(); head = buffers.peek()) {
            copied += copy(head, target);
            if (!head.isReadable()) {
                buffers.remove().release();
            }
        }
        size -= copied;
        resumeBelowLowWater();
        return copied == 0 && (ended || closed) && buffers.isEmpty() ? -1 : copied;
    }

    /** True when there is something to read at once; otherwise the next {@link #offer} or {@link #end} reports it. */
    synchronized boolean readableOrWait() {
        boolean readable = !buffers.isEmpty() || ended || closed;
        readerWaits = !readable;
        return readable;
    }

    synchronized boolean isEnded() {
        return ended;
    }

    /** Hands all unread buffers to the caller, who owns them; later ones are released. */
    synchronized List<ByteBuf> detach() {
        List<ByteBuf> unread = new ArrayList<>(buffers);
        buffers.clear();
        close();
        return unread;
    }

    synchronized void close() {
        closed = true;
        readerWaits = false;
        buffers.forEach(ByteBuf::release);
        buffers.clear();
        size = 0;
    }

    private boolean wakeReader() {
        boolean waited = readerWaits;
        readerWaits = false;
        return waited;
    }

    private void resumeBelowLowWater() {
        if (paused && !closed && size < LOW_WATER) {
            paused = false;
            channel.setAutoRead(true);
        }
    }

    private static int copy(ByteBuf from, ByteBuffer to) {
        int length = Math.min(from.readableBytes(), to.remaining());
        int limit = to.limit();
        to.limit(to.position() + length);
        from.readBytes(to);
        to.limit(limit);
        return length;
    }
}
