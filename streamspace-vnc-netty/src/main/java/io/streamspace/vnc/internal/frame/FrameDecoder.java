package io.streamspace.vnc.internal.frame;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Bytes to frames. Binary payload is unmasked in place and passed on at once, without waiting for the rest of its frame; text messages and
 * control frames are collected within their limits. After the first violation or a close frame nothing more is read. Decision:
 * docs/decisions/0012-own-frame-codec.md.
 */
public final class FrameDecoder extends ChannelInboundHandlerAdapter {
    private final boolean fromClient;
    private final FrameHeader header = new FrameHeader();
    private final BoundedText text;
    private final BoundedText control = new BoundedText(FrameHeader.MAX_CONTROL_PAYLOAD);
    private final boolean compressible;
    private boolean compressed;
    private boolean inPayload;
    private boolean finished;
    private long remaining;
    private int key;
    /** Opcode of the data message that is under way; continuation where there is none. */
    private int message = FrameHeader.CONTINUATION;

    private FrameDecoder(boolean fromClient, int maxTextBytes, boolean compressible) {
        this.fromClient = fromClient;
        this.compressible = compressible;
        this.text = new BoundedText(maxTextBytes);
    }

    /** Reads what a client sends: masked frames only. */
    public static FrameDecoder ofClientFrames(int maxTextBytes) {
        return new FrameDecoder(true, maxTextBytes, false);
    }

    /** Reads what a server sends: unmasked frames only. */
    public static FrameDecoder ofServerFrames(int maxTextBytes) {
        return new FrameDecoder(false, maxTextBytes, false);
    }

    /** The same for a connection on which compressed text was negotiated; it is passed on as it is. */
    public FrameDecoder withCompressedText() {
        return new FrameDecoder(fromClient, text.limit(), true);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        ByteBuf in = (ByteBuf) msg;
        try {
            while (!finished && in.isReadable()) {
                if (!inPayload) {
                    readHeader(in, ctx);
                } else if (passesOn()) {
                    in = passOn(in, ctx);
                } else {
                    collect(in, ctx);
                }
            }
        } catch (MalformedFrameException e) {
            finished = true;
            ctx.fireChannelRead(e.toFrame());
        } finally {
            in.release();
        }
    }

    private boolean passesOn() {
        return message == FrameHeader.BINARY && !header.control();
    }

    /** The rest of {@code in}, empty where all of it was passed on as it is. */
    private ByteBuf passOn(ByteBuf in, ChannelHandlerContext ctx) throws MalformedFrameException {
        int count = (int) Math.min(in.readableBytes(), remaining);
        Masking.apply(in, in.readerIndex(), count, key);
        consumed(count);
        boolean all = count == in.readableBytes();
        ByteBuf piece = all ? in : in.readRetainedSlice(count);
        ByteBuf rest = all ? Unpooled.EMPTY_BUFFER : in;
        if (remaining == 0) {
            frameComplete(ctx);
        }
        ctx.fireChannelRead(piece);
        return rest;
    }

    private void collect(ByteBuf in, ChannelHandlerContext ctx) throws MalformedFrameException {
        int count = (int) Math.min(in.readableBytes(), remaining);
        Masking.apply(in, in.readerIndex(), count, key);
        consumed(count);
        (header.control() ? control : text).add(in, count);
        if (remaining == 0) {
            frameComplete(ctx);
        }
    }

    private void consumed(int count) {
        remaining -= count;
        key = Masking.advance(key, count);
    }

    private void readHeader(ByteBuf in, ChannelHandlerContext ctx) throws MalformedFrameException {
        if (!header.read(in)) {
            return;
        }
        check();
        remaining = header.payloadLength();
        key = header.maskingKey();
        inPayload = true;
        if (!header.control()) {
            compressed = header.opcode() == FrameHeader.CONTINUATION ? compressed : header.compressed();
            message = header.opcode() == FrameHeader.CONTINUATION ? message : header.opcode();
        }
        if (!passesOn()) {
            (header.control() ? control : text).announce(remaining);
        }
        if (remaining == 0) {
            frameComplete(ctx);
        }
    }

    private void check() throws MalformedFrameException {
        // Only the first frame of a text message says that it is compressed.
        boolean mayCompress = compressible && header.opcode() == FrameHeader.TEXT;
        violation(header.reservedBits() || header.compressed() && !mayCompress, "reserved bits are set");
        violation(
                header.masked() != fromClient,
                fromClient ? "a client's frame is not masked" : "a server's frame is masked");
        violation(header.payloadLength() < 0 || !header.lengthIsMinimal(), "the length is not in its shortest form");
        switch (header.opcode()) {
            case FrameHeader.CONTINUATION ->
                violation(message == FrameHeader.CONTINUATION, "a continuation without a beginning");
            case FrameHeader.TEXT, FrameHeader.BINARY ->
                violation(message != FrameHeader.CONTINUATION, "a new message inside another");
            case FrameHeader.CLOSE, FrameHeader.PING, FrameHeader.PONG -> {
                violation(!header.fin(), "a control frame in fragments");
                violation(header.payloadLength() > FrameHeader.MAX_CONTROL_PAYLOAD, "a control frame over 125 bytes");
            }
            default -> violation(true, "an unknown opcode");
        }
    }

    private static void violation(boolean broken, String what) throws MalformedFrameException {
        if (broken) {
            throw new MalformedFrameException(CloseStatus.PROTOCOL_ERROR, what);
        }
    }

    private void frameComplete(ChannelHandlerContext ctx) throws MalformedFrameException {
        inPayload = false;
        boolean last = header.fin();
        int opcode = header.opcode();
        header.reset();
        switch (opcode) {
            case FrameHeader.PING -> ctx.fireChannelRead(new Frame.Ping(control.take()));
            case FrameHeader.PONG -> ctx.fireChannelRead(new Frame.Pong(control.take()));
            case FrameHeader.CLOSE -> {
                Frame.Close close = close(control.take());
                finished = true;
                ctx.fireChannelRead(close);
            }
            default -> dataFrameComplete(ctx, last);
        }
    }

    private void dataFrameComplete(ChannelHandlerContext ctx, boolean last) throws MalformedFrameException {
        if (!last) {
            return;
        }
        boolean wasText = message == FrameHeader.TEXT;
        message = FrameHeader.CONTINUATION;
        if (wasText) {
            ctx.fireChannelRead(compressed ? new Frame.DeflatedText(text.take()) : new Frame.Text(text.takeText()));
        }
    }

    private static Frame.Close close(byte[] payload) throws MalformedFrameException {
        if (payload.length == 0) {
            return new Frame.Close(CloseStatus.NO_STATUS, "");
        }
        violation(payload.length == 1, "a close frame with half a code");
        int code = (payload[0] & 0xFF) << 8 | payload[1] & 0xFF;
        violation(!CloseStatus.mayBeSent(code), "a close code that may not be sent");
        return new Frame.Close(code, BoundedText.utf8(payload, 2, payload.length - 2));
    }
}
