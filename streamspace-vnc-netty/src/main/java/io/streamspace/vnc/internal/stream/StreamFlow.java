package io.streamspace.vnc.internal.stream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.streamspace.protocol.stream.StreamMessage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one stream on one side: counted both ways, acknowledged, kept for repetition, and slowed down to what the next socket
 * takes (rules P-5.5 to P-5.9). Between two connections the flow has none: then it collects up to a window and waits. Confined to one
 * event loop. Decision: docs/decisions/0011-acknowledged-streams.md.
 */
public final class StreamFlow {
    /** Small streams are acknowledged after this long, so that the other side need not keep their bytes. */
    private static final long LAZY_ACK_MILLIS = 250;

    /** Bytes of the local side that are collected while there is no connection. */
    private static final int COLLECTED_BYTES = 64 << 10;

    private final EventLoop loop;
    private final LocalSide local;
    private final TunnelMeters meters;
    private final SendWindow window;
    private final int ackEvery;
    private @Nullable StreamConnection connection;
    private @Nullable Future<?> lazyAck;
    private boolean unflushed;
    private boolean localEnded;
    private boolean eofWritten;
    private boolean remoteEnded;
    private long received;
    private long reported;
    private boolean stalled;

    /**
     * Creates a flow without a connection.
     *
     * @param windowBytes bytes that may be unacknowledged; 0 where the stream does not resume
     */
    public StreamFlow(EventLoop loop, LocalSide local, int windowBytes, TunnelMeters meters) {
        this.loop = loop;
        this.local = local;
        this.meters = meters;
        this.window = new SendWindow(windowBytes);
        this.ackEvery = Math.max(1, windowBytes / 4);
    }

    /** Bytes that have arrived through the tunnel. */
    public long received() {
        return received;
    }

    /** Whether the other side has said that no more bytes will come. */
    public boolean remoteEnded() {
        return remoteEnded;
    }

    /** Whether a lost connection can be replaced. */
    public boolean resumable() {
        return window.keeps();
    }

    /**
     * Goes on over a connection.
     *
     * @param peerReceived bytes that the other side has had; what follows is sent again
     * @return false where the other side cannot have had that many, or had more before
     */
    public boolean attach(StreamConnection next, long peerReceived) {
        if (!window.acknowledge(peerReceived)) {
            return false;
        }
        reported = received;
        eofWritten = false;
        window.repeat(next::write);
        // Not before, since a write may change the writability, and what then is pumped belongs behind what is
        // repeated.
        connection = next;
        unflushed = true;
        pump();
        flush();
        readConnection();
        readLocal();
        return true;
    }

    /** The connection is lost; bytes are collected until there is another one. */
    public void detach() {
        connection = null;
        stopLazyAck();
        readLocal();
    }

    /** Bytes of the local side for the tunnel; {@link #localReadComplete} sends them. */
    public void send(ByteBuf piece) {
        window.add(piece);
        pump();
    }

    /** The local side has read what was readable. */
    public void localReadComplete() {
        flush();
        readLocal();
        readConnection();
    }

    /** The local side sends no more bytes. */
    public void endLocal() {
        localEnded = true;
        pump();
        flush();
    }

    /** Whether the other side has everything that the local side sent, up to the end, as far as that can be known. */
    public boolean drained() {
        return eofWritten && (!window.keeps() || window.isEmpty());
    }

    /** A piece from the tunnel. */
    public void receive(StreamConnection from, ByteBuf piece) {
        if (from != connection || remoteEnded) {
            piece.release();
            return;
        }
        received += piece.readableBytes();
        local.deliver(piece);
        acknowledgeWhereDue();
    }

    /** Bytes that were left out on the way here count as received. */
    public void skip(long bytes) {
        received += bytes;
        acknowledgeWhereDue();
    }

    /** The tunnel's connection has read what was readable. */
    public void remoteReadComplete() {
        local.flush();
        flush();
        readConnection();
    }

    /** The local side takes more, or no more. */
    public void localWritabilityChanged() {
        acknowledgeWhereDue();
        flush();
        readConnection();
    }

    /** The connection takes more, or no more. */
    public void connectionWritabilityChanged() {
        pump();
        flush();
        readLocal();
    }

    /**
     * The other side has had so many bytes.
     *
     * @return false where that cannot be
     */
    public boolean acknowledged(long count) {
        if (!window.acknowledge(count)) {
            return false;
        }
        pump();
        flush();
        readLocal();
        return true;
    }

    /** The other side sends no more bytes. */
    public void endRemote() {
        if (!remoteEnded) {
            remoteEnded = true;
            if (window.keeps()) {
                acknowledge();
                flush();
            }
            local.flush();
            local.ended();
        }
    }

    /** Lets go of everything. */
    public void release() {
        connection = null;
        stopLazyAck();
        window.release();
    }

    private void readLocal() {
        boolean more = wantsMore();
        if (!more && !stalled) {
            meters.stalled();
        }
        stalled = !more;
        local.reading(more);
    }

    private boolean wantsMore() {
        StreamConnection current = connection;
        if (current == null) {
            return window.unsentBytes() < Math.min(window.room(), COLLECTED_BYTES);
        }
        return !window.hasUnsent() && window.room() > 0 && current.isWritable();
    }

    /**
     * The connection is read while the local side takes bytes. Where the window is full it is read in any case, since the
     * acknowledgement that frees the window comes the same way; what else comes is bounded by the other side's window, because nothing is
     * acknowledged to it while the local side is full. So a desktop that does not read while it is blocked in a write cannot lock a stream.
     */
    private void readConnection() {
        StreamConnection current = connection;
        if (current != null) {
            current.reading(local.isWritable() || window.room() <= 0);
        }
    }

    private void pump() {
        StreamConnection current = connection;
        if (current == null) {
            return;
        }
        while (window.hasUnsent() && window.room() > 0 && current.isWritable()) {
            current.write(window.next());
            unflushed = true;
        }
        if (localEnded && !eofWritten && !window.hasUnsent()) {
            eofWritten = true;
            current.write(new StreamMessage.Eof());
            unflushed = true;
        }
    }

    private void flush() {
        StreamConnection current = connection;
        if (unflushed && current != null) {
            unflushed = false;
            current.flush();
        }
    }

    private void acknowledgeWhereDue() {
        if (!window.keeps() || received == reported || !local.isWritable()) {
            return;
        }
        if (received - reported >= ackEvery) {
            acknowledge();
        } else if (lazyAck == null) {
            lazyAck = loop.schedule(this::acknowledgeLate, LAZY_ACK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void acknowledge() {
        StreamConnection current = connection;
        if (current != null) {
            reported = received;
            current.write(new StreamMessage.Ack(received));
            unflushed = true;
        }
    }

    private void acknowledgeLate() {
        lazyAck = null;
        if (received > reported && local.isWritable()) {
            acknowledge();
            flush();
        }
    }

    private void stopLazyAck() {
        if (lazyAck != null) {
            lazyAck.cancel(false);
            lazyAck = null;
        }
    }
}
