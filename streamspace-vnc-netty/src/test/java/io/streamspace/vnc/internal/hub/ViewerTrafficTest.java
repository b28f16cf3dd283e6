package io.streamspace.vnc.internal.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.streamspace.vnc.internal.stream.TunnelMeters;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ViewerTrafficTest {
    private static final long CAP = 100_000;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ViewerTraffic traffic = new ViewerTraffic(new TunnelMeters(registry, "hub"), CAP);
    private final Reads reads = new Reads();
    private final EmbeddedChannel channel = new EmbeddedChannel(reads, traffic);

    ViewerTrafficTest() {
        channel.freezeTime();
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void a_channel_over_its_cap_is_not_writable_until_what_it_wrote_is_paid_for() {
        channel.writeOutbound(Unpooled.wrappedBuffer(new byte[50_000]));
        assertThat(writable()).isFalse();

        advance(300);
        assertThat(writable()).isFalse();
        advance(300);
        assertThat(writable()).isTrue();
        assertThat(traffic.bytesToViewer()).isEqualTo(50_000);
        assertThat(registry.get("streamspace.tunnel.capped").functionCounter().count())
                .isPositive();
    }

    @Test
    void over_time_as_many_bytes_pass_as_the_cap_allows() {
        int written = 0;
        for (int milli = 0; milli < 10_000; milli++) {
            if (writable()) {
                channel.writeOutbound(Unpooled.wrappedBuffer(new byte[8_192]));
                written += 8_192;
            }
            advance(1);
        }

        assertThat(written).isBetween((int) (9.5 * CAP), (int) (10.5 * CAP));
    }

    @Test
    void a_socket_over_its_cap_is_not_read_for_a_while_and_keys_do_not_pay_for_pixels() {
        channel.writeOutbound(Unpooled.wrappedBuffer(new byte[50_000]));
        int before = reads.count;
        channel.read();
        assertThat(reads.count).isEqualTo(before + 1);

        channel.writeInbound(Unpooled.wrappedBuffer(new byte[50_000]));
        before = reads.count;
        channel.read();
        channel.read();
        assertThat(reads.count).isEqualTo(before);

        advance(600);
        assertThat(reads.count).isEqualTo(before + 1);
        assertThat(traffic.bytesToDesktop()).isEqualTo(50_000);
    }

    @Test
    void a_cap_that_is_lifted_ends_the_pause_at_once() {
        channel.writeOutbound(Unpooled.wrappedBuffer(new byte[5_000_000]));
        channel.writeInbound(Unpooled.wrappedBuffer(new byte[5_000_000]));
        channel.read();
        int before = reads.count;
        assertThat(writable()).isFalse();

        traffic.cap(0);

        assertThat(writable()).isTrue();
        assertThat(reads.count).isEqualTo(before + 1);
        channel.writeOutbound(Unpooled.wrappedBuffer(new byte[5_000_000]));
        assertThat(writable()).isTrue();
    }

    private boolean writable() {
        channel.runPendingTasks();
        return channel.isWritable();
    }

    private void advance(long millis) {
        channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
    }

    private static final class Reads extends ChannelOutboundHandlerAdapter {
        private int count;

        @Override
        public void read(ChannelHandlerContext ctx) {
            count++;
            ctx.read();
        }
    }
}
