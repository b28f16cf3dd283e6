package io.streamspace.vnc.internal.frame;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Frames to bytes. A {@code ByteBuf} becomes one binary frame: the header and the payload itself are written one after the other, so large
 * payload is copied only where a real masking key demands it.
 */
public final class FrameEncoder extends ChannelOutboundHandlerAdapter {
    /** Up to here one write of a copy is cheaper than two writes. */
    private static final int COPIED_PAYLOAD = 256;

    private final FrameMasking masking;
    /** Between a header and its payload: a write can fire a change of writability, whose handler writes and flushes in turn. */
    private boolean inFrame;

    private boolean flushAfterFrame;
    private final Deque<Waiting> afterFrame = new ArrayDeque<>();

    private record Waiting(Object msg, ChannelPromise promise) {}

    /** An encoder that masks so. */
    public FrameEncoder(FrameMasking masking) {
        this.masking = masking;
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
        if (inFrame) {
            afterFrame.add(new Waiting(msg, promise));
        } else if (msg instanceof ByteBuf payload) {
            writeBinary(ctx, payload, promise);
        } else if (msg instanceof Frame frame) {
            writeFrame(ctx, frame, promise);
        } else {
            ctx.write(msg, promise);
        }
    }

    private void writeFrame(ChannelHandlerContext ctx, Frame frame, ChannelPromise promise) {
        switch (frame) {
            case Frame.Text text ->
                writeBytes(ctx, FrameHeader.TEXT, text.text().getBytes(StandardCharsets.UTF_8), promise);
            case Frame.DeflatedText text ->
                writeBytes(ctx, FrameHeader.TEXT | FrameHeader.COMPRESSED, text.payload(), promise);
            case Frame.Ping ping -> writeBytes(ctx, FrameHeader.PING, ping.payload(), promise);
            case Frame.Pong pong -> writeBytes(ctx, FrameHeader.PONG, pong.payload(), promise);
            case Frame.Close close -> writeBytes(ctx, FrameHeader.CLOSE, payload(close), promise);
            case Frame.Malformed inboundOnly ->
                promise.setFailure(new IllegalArgumentException("not for the wire: " + inboundOnly));
            case Frame.Dead inboundOnly ->
                promise.setFailure(new IllegalArgumentException("not for the wire: " + inboundOnly));
        }
    }

    private void writeBinary(ChannelHandlerContext ctx, ByteBuf payload, ChannelPromise promise) {
        int length = payload.readableBytes();
        if (length == 0) {
            ctx.write(payload, promise);
            return;
        }
        int key = masking.nextKey();
        if (length > COPIED_PAYLOAD && key == 0) {
            inFrame = true;
            ctx.write(header(ctx, FrameHeader.BINARY, length, 0, 0));
            ctx.write(payload, promise);
            inFrame = false;
            frameWritten(ctx);
            return;
        }
        ByteBuf frame = header(ctx, FrameHeader.BINARY, length, key, length);
        int at = frame.writerIndex();
        frame.writeBytes(payload);
        payload.release();
        Masking.apply(frame, at, length, key);
        ctx.write(frame, promise);
    }

    private void frameWritten(ChannelHandlerContext ctx) {
        while (!inFrame && !afterFrame.isEmpty()) {
            Waiting next = afterFrame.removeFirst();
            write(ctx, next.msg(), next.promise());
        }
        if (flushAfterFrame) {
            flushAfterFrame = false;
            ctx.flush();
        }
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        if (inFrame) {
            flushAfterFrame = true;
        } else {
            ctx.flush();
        }
    }

    private void writeBytes(ChannelHandlerContext ctx, int opcode, byte[] payload, ChannelPromise promise) {
        int key = masking.nextKey();
        ByteBuf frame = header(ctx, opcode, payload.length, key, payload.length);
        int at = frame.writerIndex();
        frame.writeBytes(payload);
        Masking.apply(frame, at, payload.length, key);
        ctx.write(frame, promise);
    }

    private ByteBuf header(ChannelHandlerContext ctx, int opcode, int length, int key, int room) {
        ByteBuf header = ctx.alloc().buffer(FrameHeader.MAX_BYTES + room);
        int masked = masking.masked() ? FrameHeader.MASKED : 0;
        header.writeByte(FrameHeader.FIN | opcode);
        if (length < 126) {
            header.writeByte(masked | length);
        } else if (length <= 0xFFFF) {
            header.writeByte(masked | 126).writeShort(length);
        } else {
            header.writeByte(masked | 127).writeLong(length);
        }
        if (masking.masked()) {
            header.writeInt(key);
        }
        return header;
    }

    private static byte[] payload(Frame.Close close) {
        if (!CloseStatus.mayBeSent(close.code())) {
            return new byte[0];
        }
        byte[] reason = shortened(close.reason());
        byte[] payload = new byte[2 + reason.length];
        payload[0] = (byte) (close.code() >>> 8);
        payload[1] = (byte) close.code();
        System.arraycopy(reason, 0, payload, 2, reason.length);
        return payload;
    }

    /** A control frame has room for 123 bytes of reason; characters stay whole. */
    private static byte[] shortened(String reason) {
        String text = reason;
        while (ByteBufUtil.utf8Bytes(text) > FrameHeader.MAX_CONTROL_PAYLOAD - 2) {
            text = text.substring(0, text.offsetByCodePoints(text.length(), -1));
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
