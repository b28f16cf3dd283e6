package io.streamspace.benchmarks.micro;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import io.streamspace.vnc.internal.frame.FrameDecoder;
import io.streamspace.vnc.internal.frame.FrameEncoder;
import io.streamspace.vnc.internal.frame.FrameMasking;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a relay does with a frame, without sockets: takes an agent's frame apart and makes a viewer's of it. {@code key} tells what agreeing on
 * the zero key saves, {@code bytes} what a frame costs and what its bytes cost.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FrameCodecBenchmark {
    private static final int TEXT_BYTES = 1024;
    private static final byte BINARY = (byte) 0x82;
    private static final int MASKED = 0x80;
    private static final int SHORT = 126;

    /** Payload of a frame: a pointer event, and a full read. */
    @Param({"6", "32768"})
    private int bytes;

    /** Masking key. */
    @Param({"0", "305419896"})
    private int key;

    private final ByteBufAllocator buffers = PooledByteBufAllocator.DEFAULT;
    private EmbeddedChannel relay = new EmbeddedChannel();
    private EmbeddedChannel encoder = new EmbeddedChannel();
    private ByteBuf frame = buffers.buffer();
    private ByteBuf payload = buffers.buffer();

    /** What stands between the two legs of a stream, reduced to handing on. */
    private static final class HandOn extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object msg) {
            ctx.channel().write(msg);
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            ctx.channel().flush();
        }
    }

    /** Fresh channels. */
    @Setup(Level.Trial)
    public void open() {
        relay = new EmbeddedChannel(
                FrameDecoder.ofClientFrames(TEXT_BYTES), new FrameEncoder(FrameMasking.NONE), new HandOn());
        encoder = new EmbeddedChannel(new FrameEncoder(FrameMasking.ZERO));
        payload = buffers.directBuffer(bytes).writeZero(bytes);
        frame = buffers.directBuffer(bytes + 2 * Long.BYTES).writeByte(BINARY);
        if (bytes < SHORT) {
            frame.writeByte(MASKED | bytes);
        } else {
            frame.writeByte(MASKED | SHORT).writeShort(bytes);
        }
        frame.writeInt(key).writeBytes(payload, 0, bytes);
    }

    /** Lets go. */
    @TearDown(Level.Trial)
    public void close() {
        relay.finishAndReleaseAll();
        encoder.finishAndReleaseAll();
        payload.release();
        frame.release();
    }

    /** Agent's leg in, viewer's leg out. */
    @Benchmark
    public int relay() {
        relay.writeInbound(frame.retainedDuplicate());
        return drain(relay);
    }

    /** Desktop's bytes in, agent's leg out. */
    @Benchmark
    public int encode() {
        encoder.writeOutbound(payload.retainedDuplicate());
        return drain(encoder);
    }

    private static int drain(EmbeddedChannel channel) {
        int sum = 0;
        for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
            sum += out.readableBytes();
            ReferenceCountUtil.release(out);
        }
        return sum;
    }
}
