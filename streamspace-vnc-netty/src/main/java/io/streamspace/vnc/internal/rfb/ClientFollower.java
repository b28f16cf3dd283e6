package io.streamspace.vnc.internal.rfb;

import io.netty.buffer.ByteBuf;
import io.netty.util.ReferenceCountUtil;
import io.streamspace.vnc.ViewerPolicy;

/** Follows what reaches a desktop, and holds nothing back: knows where another {@link RfbInspector} has to go on. */
public final class ClientFollower {
    private final ServerGreeting greeting = new ServerGreeting();
    private final ClientMessageFilter filter = new ClientMessageFilter(
            ViewerPolicy.UNRESTRICTED, greeting, new Conversation(), delivered -> {}, new NothingDropped());

    /** Whoever may do everything loses nothing. */
    private static final class NothingDropped implements DroppedBytes {
        @Override
        public void fromViewer(int bytes) {}

        @Override
        public void fromDesktop(int bytes) {}
    }

    /** Bytes of the server, in order; they stay the caller's. */
    public void fromServer(ByteBuf piece) {
        if (!greeting.complete()) {
            greeting.observe(piece);
        }
    }

    /** Bytes of the client, in order; they stay the caller's. */
    public void fromClient(ByteBuf piece) {
        if (filter.isOpaque()) {
            return;
        }
        try {
            filter.accept(piece.retainedSlice(), ReferenceCountUtil::release);
        } catch (RfbViolation impossible) {
            throw new IllegalStateException("a viewer in control violates nothing", impossible);
        }
    }

    /**
     * Bytes of the client were left out, and this is the position behind them.
     *
     * @throws IllegalArgumentException where it is none
     */
    public void skipTo(String position) {
        filter.restore(ClientPosition.parse(position));
    }

    /** The position behind the client's last byte. */
    public String position() {
        return filter.position().text();
    }
}
