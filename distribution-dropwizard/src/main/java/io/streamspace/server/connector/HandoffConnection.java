package io.streamspace.server.connector;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.streamspace.vnc.ws.WebSocketPipeline;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.jspecify.annotations.Nullable;

/** The connection that Jetty upgrades to: it does nothing but give the channel away. */
final class HandoffConnection extends AbstractConnection implements Connection.UpgradeTo {
    private final NettyEndPoint endPoint;
    private final WebSocketPipeline pipeline;
    private ByteBuf readAhead = Unpooled.EMPTY_BUFFER;

    HandoffConnection(NettyEndPoint endPoint, WebSocketPipeline pipeline) {
        super(endPoint, Runnable::run);
        this.endPoint = endPoint;
        this.pipeline = pipeline;
    }

    /** Frames that came in one packet with the handshake and that Jetty's parser has therefore read already. */
    @Override
    public void onUpgradeTo(@Nullable ByteBuffer bytes) {
        if (bytes != null && bytes.hasRemaining()) {
            readAhead = Unpooled.copiedBuffer(bytes);
        }
    }

    @Override
    public void onOpen() {
        super.onOpen();
        endPoint.handOver(readAhead, pipeline);
    }

    @Override
    public void onFillable() {
        throw new IllegalStateException("A channel that was handed over is not read by Jetty");
    }
}
