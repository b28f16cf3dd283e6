package io.streamspace.benchmarks.micro;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import io.streamspace.vnc.ViewerMode;
import io.streamspace.vnc.ViewerPolicy;
import io.streamspace.vnc.internal.rfb.DroppedBytes;
import io.streamspace.vnc.internal.rfb.RfbInspector;
import java.nio.charset.StandardCharsets;
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

/** What it costs to look at a viewer's pointer events: those of one in control, which pass, and those of a watcher, which are taken out. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RfbInspectorBenchmark {
    private static final byte POINTER_EVENT = 5;
    private static final int EVENT_BYTES = 6;

    /** Pointer events that come in one piece. */
    @Param({"1", "64"})
    private int events;

    /** What the viewer may do. */
    @Param({"CONTROL", "VIEW"})
    private ViewerMode mode = ViewerMode.CONTROL;

    private EmbeddedChannel viewer = new EmbeddedChannel();
    private ByteBuf piece = Unpooled.EMPTY_BUFFER;

    /** Counts nothing, so that only the inspector is measured. */
    private static final class Uncounted implements DroppedBytes {
        @Override
        public void fromViewer(int bytes) {}

        @Override
        public void fromDesktop(int bytes) {}
    }

    /** Where the bytes would go on to the agent. */
    private static final class Agent extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object msg) {
            ReferenceCountUtil.release(msg);
        }
    }

    /** Brings a conversation to the point from which on events are sent. */
    @Setup(Level.Trial)
    public void prepare() {
        ViewerPolicy policy = ViewerPolicy.of(mode);
        viewer = new EmbeddedChannel(new RfbInspector(policy, policy, delivered -> {}, new Uncounted()), new Agent());
        viewer.writeOutbound(text("RFB 003.008\n"));
        viewer.writeInbound(text("RFB 003.008\n"));
        viewer.writeOutbound(bytes(1, 1));
        viewer.writeInbound(bytes(1));
        viewer.writeInbound(bytes(1));
        viewer.releaseOutbound();
        byte[] together = new byte[events * EVENT_BYTES];
        for (int i = 0; i < events; i++) {
            together[i * EVENT_BYTES] = POINTER_EVENT;
        }
        piece = Unpooled.directBuffer(together.length).writeBytes(together);
    }

    private static ByteBuf text(String line) {
        return Unpooled.copiedBuffer(line, StandardCharsets.US_ASCII);
    }

    private static ByteBuf bytes(int... values) {
        ByteBuf buffer = Unpooled.buffer(values.length);
        for (int value : values) {
            buffer.writeByte(value);
        }
        return buffer;
    }

    /** Lets go of the buffers. */
    @TearDown(Level.Trial)
    public void release() {
        viewer.finishAndReleaseAll();
        piece.release();
    }

    /** One piece of events, from the frame decoder to the agent's connection. */
    @Benchmark
    public void pointerEvents() {
        viewer.pipeline().fireChannelRead(piece.retainedDuplicate());
    }
}
