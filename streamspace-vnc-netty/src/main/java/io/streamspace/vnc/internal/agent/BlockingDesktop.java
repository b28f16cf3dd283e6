package io.streamspace.vnc.internal.agent;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A desktop behind a blocking channel: one virtual thread reads and one writes. Few buffers are under way in either direction, so that a
 * slow side slows the other one down.
 */
final class BlockingDesktop implements DesktopSide {
    private static final int READ_BYTES = 32 << 10;
    private static final int READS_UNDER_WAY = 4;
    private static final int FULL_BYTES = 128 << 10;

    /** What the writing thread is told to do. */
    private sealed interface Work {
        record Bytes(ByteBuf piece) implements Work {}

        record End() implements Work {}

        record Close() implements Work {}
    }

    private final ByteChannel channel;
    private final EventLoop loop;
    private final DesktopEvents events;
    private final Semaphore mayRead = new Semaphore(READS_UNDER_WAY);
    private final BlockingQueue<Work> toWrite = new LinkedBlockingQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread reader =
            Thread.ofVirtual().name("streamspace-desktop-read").unstarted(this::readAll);
    /** Permits that came back while reading was off; given again when it is on. On the event loop only. */
    private int heldBack;

    private boolean reading = true;

    BlockingDesktop(ByteChannel channel, EventLoop loop, DesktopEvents events) {
        this.channel = channel;
        this.loop = loop;
        this.events = events;
    }

    void start() {
        reader.start();
        Thread.ofVirtual().name("streamspace-desktop-write").start(this::writeAll);
    }

    private void readAll() {
        ByteBuffer buffer = ByteBuffer.allocate(READ_BYTES);
        try {
            mayRead.acquire();
            while (channel.read(buffer) >= 0) {
                byte[] bytes = new byte[buffer.flip().remaining()];
                buffer.get(bytes).clear();
                loop.execute(() -> arrived(Unpooled.wrappedBuffer(bytes)));
                mayRead.acquire();
            }
        } catch (IOException | InterruptedException ended) {
            // The end of the stream says it all.
        }
        loop.execute(events::desktopEnded);
    }

    private void arrived(ByteBuf piece) {
        events.desktopBytes(piece);
        events.desktopReadComplete();
        if (reading) {
            mayRead.release();
        } else {
            heldBack++;
        }
    }

    private void writeAll() {
        try {
            boolean more = true;
            while (more) {
                more = switch (toWrite.take()) {
                    case Work.Bytes bytes -> write(bytes.piece());
                    case Work.End end -> shutdownOutput();
                    case Work.Close close -> false;
                };
            }
        } catch (IOException | InterruptedException broken) {
            waiting.set(0);
            loop.execute(events::desktopWritabilityChanged);
        }
        closeChannel();
        releaseAll();
    }

    private boolean write(ByteBuf piece) throws IOException {
        int length = piece.readableBytes();
        try {
            for (ByteBuffer part : piece.nioBuffers()) {
                while (part.hasRemaining()) {
                    channel.write(part);
                }
            }
        } finally {
            piece.release();
        }
        int before = waiting.getAndAdd(-length);
        if (before >= FULL_BYTES && before - length < FULL_BYTES) {
            loop.execute(events::desktopWritabilityChanged);
        }
        return true;
    }

    private boolean shutdownOutput() throws IOException {
        if (channel instanceof SocketChannel socket) {
            socket.shutdownOutput();
        }
        return true;
    }

    private void closeChannel() {
        closed.set(true);
        reader.interrupt();
        try {
            channel.close();
        } catch (IOException gone) {
            // Then it is closed already.
        }
    }

    private void releaseAll() {
        for (Work work = toWrite.poll(); work != null; work = toWrite.poll()) {
            if (work instanceof Work.Bytes bytes) {
                bytes.piece().release();
            }
        }
    }

    @Override
    public void deliver(ByteBuf piece) {
        waiting.addAndGet(piece.readableBytes());
        toWrite.add(new Work.Bytes(piece));
        if (closed.get()) {
            releaseAll();
        }
    }

    @Override
    public void flush() {}

    @Override
    public void ended() {
        toWrite.add(new Work.End());
    }

    @Override
    public boolean isWritable() {
        return closed.get() || waiting.get() < FULL_BYTES;
    }

    @Override
    public void reading(boolean on) {
        reading = on;
        if (on) {
            mayRead.release(heldBack);
            heldBack = 0;
        }
    }

    @Override
    public void close() {
        toWrite.add(new Work.Close());
    }
}
