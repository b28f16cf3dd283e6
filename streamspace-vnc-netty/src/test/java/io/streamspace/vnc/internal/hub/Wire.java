package io.streamspace.vnc.internal.hub;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import io.streamspace.protocol.MessageCodec;
import io.streamspace.protocol.stream.StreamMessage;
import io.streamspace.vnc.internal.frame.Frame;
import io.streamspace.vnc.internal.rfb.Dropped;
import io.streamspace.vnc.internal.stream.Nobody;
import io.streamspace.vnc.internal.stream.StreamConnection;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** A stream connection without a socket: what the other side does, and what it hears, in order. */
final class Wire implements AutoCloseable {
    private static final MessageCodec CODEC = new MessageCodec(InstantSource.system());
    private static final int HIGH_WATER = 10_000;

    final EmbeddedChannel channel = new EmbeddedChannel();
    final StreamConnection connection;

    private Wire(boolean agent) {
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(HIGH_WATER / 2, HIGH_WATER));
        connection = agent
                ? StreamConnection.ofAgent(channel, CODEC, Nobody.INSTANCE)
                : StreamConnection.ofViewer(channel, CODEC, Nobody.INSTANCE);
        channel.pipeline().addLast(connection);
    }

    static Wire ofAgent() {
        return new Wire(true);
    }

    static Wire ofViewer() {
        return new Wire(false);
    }

    void says(StreamMessage message) {
        channel.writeInbound(new Frame.Text(CODEC.write(message)));
    }

    void sends(int... bytes) {
        ByteBuf piece = Unpooled.buffer(bytes.length);
        for (int value : bytes) {
            piece.writeByte(value);
        }
        channel.writeInbound(piece);
    }

    /** Bytes that a policy took out on the way here. */
    void drops(int bytes, String position) {
        channel.writeInbound(new Dropped(bytes, position));
    }

    void closes(int code) {
        channel.writeInbound(new Frame.Close(code, ""));
    }

    /** What was sent since the last look: messages, bytes in hexadecimal, close codes. */
    List<Object> heard() {
        List<Object> heard = new ArrayList<>();
        channel.runPendingTasks();
        for (Object sent = channel.readOutbound(); sent != null; sent = channel.readOutbound()) {
            if (sent instanceof Frame.Text text) {
                heard.add(CODEC.readStreamMessage(text.text()));
            } else if (sent instanceof Frame.Close close) {
                heard.add(close.code());
            } else if (sent instanceof ByteBuf bytes) {
                heard.add(ByteBufUtil.hexDump(bytes));
                bytes.release();
            }
        }
        return heard;
    }

    boolean isRead() {
        return channel.config().isAutoRead();
    }

    @Override
    public void close() {
        channel.finishAndReleaseAll();
    }
}
