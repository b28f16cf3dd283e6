package io.streamspace.vnc.internal.frame;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Compressed text messages (RFC 7692), each for itself, so that no message can be guessed from the size of another. Added where it was
 * negotiated, which is on control links only. Decision: docs/decisions/0014-compression-of-the-link.md.
 */
public final class PerMessageDeflate extends ChannelDuplexHandler {
    /** Set on a channel whose server has agreed. */
    public static final AttributeKey<Boolean> AGREED = AttributeKey.valueOf(PerMessageDeflate.class, "AGREED");

    /** Below this it saves nothing that a packet would notice. */
    private static final int SMALLEST = 1024;

    private static final int STEP = 8 << 10;
    private static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF};

    private final boolean compresses;
    private final int limit;
    private boolean broken;

    /**
     * For one connection.
     *
     * @param compresses whether messages of this side are compressed; those of the other side may be in any case
     * @param limit most bytes that a message may have once it is inflated
     */
    public PerMessageDeflate(boolean compresses, int limit) {
        this.compresses = compresses;
        this.limit = limit;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        if (broken && !(msg instanceof Frame.Close)) {
            ReferenceCountUtil.release(msg);
        } else if (msg instanceof Frame.DeflatedText deflated) {
            ctx.fireChannelRead(inflated(deflated.payload()));
        } else {
            ctx.fireChannelRead(msg);
        }
    }

    private Frame inflated(byte[] payload) {
        try {
            return new Frame.Text(inflate(payload));
        } catch (MalformedFrameException e) {
            broken = true;
            return e.toFrame();
        }
    }

    /** Stops at the limit, however much there would be. */
    private String inflate(byte[] payload) throws MalformedFrameException {
        Inflater inflater = new Inflater(true);
        try {
            BoundedText text = new BoundedText(limit);
            byte[] step = new byte[STEP];
            for (byte[] input : new byte[][] {payload, TAIL}) {
                inflater.setInput(input);
                for (int count = inflater.inflate(step); count > 0; count = inflater.inflate(step)) {
                    text.announce(count);
                    text.add(step, count);
                }
            }
            return text.takeText();
        } catch (DataFormatException e) {
            throw new MalformedFrameException(CloseStatus.INVALID_PAYLOAD, "the compressed text cannot be inflated");
        } finally {
            inflater.end();
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
        if (compresses && msg instanceof Frame.Text text && text.text().length() >= SMALLEST) {
            ctx.write(new Frame.DeflatedText(deflate(text.text().getBytes(StandardCharsets.UTF_8))), promise);
        } else {
            ctx.write(msg, promise);
        }
    }

    private static byte[] deflate(byte[] plain) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        try {
            deflater.setInput(plain);
            ByteArrayOutputStream all = new ByteArrayOutputStream(plain.length / 4);
            byte[] step = new byte[STEP];
            int count = deflater.deflate(step, 0, STEP, Deflater.SYNC_FLUSH);
            while (count > 0) {
                all.write(step, 0, count);
                // A full step may have ended just at the flush: one more would write a second, empty one.
                count = count < STEP ? 0 : deflater.deflate(step, 0, STEP, Deflater.SYNC_FLUSH);
            }
            byte[] withTail = all.toByteArray();
            return Arrays.copyOf(withTail, withTail.length - TAIL.length);
        } finally {
            deflater.end();
        }
    }
}
