package io.streamspace.vnc.internal.agent;

import io.netty.buffer.ByteBuf;

/** Hears a {@link DesktopSide}. Called on the stream's event loop. */
interface DesktopEvents {
    /** Bytes of the desktop; the callee releases them. */
    void desktopBytes(ByteBuf piece);

    /** What was readable has been read. */
    void desktopReadComplete();

    /** The desktop takes more bytes, or no more. */
    void desktopWritabilityChanged();

    /** The desktop sends no more bytes. */
    void desktopEnded();
}
