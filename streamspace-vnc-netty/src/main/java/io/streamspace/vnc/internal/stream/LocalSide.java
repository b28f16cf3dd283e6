package io.streamspace.vnc.internal.stream;

import io.netty.buffer.ByteBuf;

/** The end of a stream on this machine: the viewer at the hub, the desktop at the agent. Called on the stream's event loop. */
public interface LocalSide {
    /** Queues bytes that arrived through the tunnel; the callee releases them. */
    void deliver(ByteBuf piece);

    /** Sends what was delivered. */
    void flush();

    /** No more bytes will come through the tunnel. */
    void ended();

    /** Whether more bytes should be delivered now. */
    boolean isWritable();

    /** Whether bytes for the tunnel are read now. */
    void reading(boolean on);
}
