package io.streamspace.vnc.internal.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * The bytes of one direction that the other side may not have had yet: first those that were sent and are not acknowledged, at most a
 * window of them, then those that wait for room. Large pieces are kept as slices; small ones are packed together, since a slice of six
 * bytes would keep a whole read buffer alive.
 */
final class SendWindow {
    private static final int PACKED_PIECE = 1024;
    private static final int PACK = 4096;

    private final int limit;
    private final Deque<ByteBuf> unacknowledged = new ArrayDeque<>();
    private final Deque<ByteBuf> unsent = new ArrayDeque<>();
    private long acknowledged;
    private long sent;
    private long unsentBytes;

    /** A window of so many bytes; 0 keeps nothing and has no limit. */
    SendWindow(int limit) {
        this.limit = limit;
    }

    boolean keeps() {
        return limit > 0;
    }

    /** Bytes that may be sent now. */
    long room() {
        return keeps() ? limit - (sent - acknowledged) : Long.MAX_VALUE;
    }

    boolean isEmpty() {
        return sent == acknowledged && unsentBytes == 0;
    }

    long unsentBytes() {
        return unsentBytes;
    }

    boolean hasUnsent() {
        return !unsent.isEmpty();
    }

    void add(ByteBuf piece) {
        if (piece.isReadable()) {
            unsentBytes += piece.readableBytes();
            unsent.add(piece);
        } else {
            piece.release();
        }
    }

    /** The next piece to write, no longer than the room; ownership goes to the caller, a share of it stays here. */
    ByteBuf next() {
        ByteBuf piece = unsent.getFirst();
        long room = room();
        if (piece.readableBytes() > room) {
            piece = piece.readRetainedSlice((int) room);
        } else {
            unsent.removeFirst();
        }
        int length = piece.readableBytes();
        unsentBytes -= length;
        sent += length;
        if (keeps()) {
            keep(piece, length);
        }
        return piece;
    }

    private void keep(ByteBuf piece, int length) {
        if (length > PACKED_PIECE) {
            unacknowledged.add(piece.retainedSlice());
            return;
        }
        ByteBuf pack = unacknowledged.peekLast();
        if (pack == null || pack.writableBytes() < length) {
            pack = Unpooled.buffer(PACK, PACK);
            unacknowledged.add(pack);
        }
        pack.writeBytes(piece, piece.readerIndex(), length);
    }

    /**
     * The other side has had so many bytes since the stream began.
     *
     * @return false where that cannot be
     */
    boolean acknowledge(long received) {
        if (received < acknowledged || received > sent) {
            return false;
        }
        long rest = received - acknowledged;
        acknowledged = received;
        while (keeps() && rest > 0) {
            ByteBuf first = unacknowledged.getFirst();
            int length = first.readableBytes();
            if (length > rest) {
                first.skipBytes((int) rest);
                return true;
            }
            unacknowledged.removeFirst().release();
            rest -= length;
        }
        return true;
    }

    /** Everything that was sent and not acknowledged, in order, to be sent again. */
    void repeat(Consumer<ByteBuf> writer) {
        unacknowledged.forEach(piece -> writer.accept(piece.retainedSlice()));
    }

    void release() {
        unacknowledged.forEach(ByteBuf::release);
        unacknowledged.clear();
        unsent.forEach(ByteBuf::release);
        unsent.clear();
        unsentBytes = 0;
    }
}
