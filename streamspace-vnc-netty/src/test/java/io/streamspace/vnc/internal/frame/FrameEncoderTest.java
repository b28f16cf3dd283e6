package io.streamspace.vnc.internal.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FrameEncoderTest {
    private EmbeddedChannel channel = new EmbeddedChannel(new FrameEncoder(FrameMasking.NONE));

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void large_payload_is_written_itself_after_its_header() {
        ByteBuf payload = Unpooled.buffer(70_000).writerIndex(70_000);

        channel.writeOutbound(payload);

        //   82 FIN+binary | 7f length in 64 bits | 0x11170 = 70000
        assertThat(hexOfNext()).isEqualTo("827f0000000000011170");
        ByteBuf written = channel.readOutbound();
        assertThat(written).isSameAs(payload);
        payload.release();
    }

    @Test
    void a_six_byte_pointer_event_costs_two_bytes_and_one_write() {
        channel.writeOutbound(Unpooled.copiedBuffer(new byte[] {5, 0, 1, 2, 3, 4}));

        assertThat(hexOfNext()).isEqualTo("8206050001020304");
    }

    @Test
    void the_zero_key_masks_without_a_copy() {
        channel = new EmbeddedChannel(new FrameEncoder(FrameMasking.ZERO));
        ByteBuf payload = Unpooled.buffer(300).writerIndex(300);

        channel.writeOutbound(payload);

        assertThat(hexOfNext()).isEqualTo("82fe012c00000000");
        ByteBuf written = channel.readOutbound();
        assertThat(written).isSameAs(payload);
        payload.release();
    }

    @Test
    void a_real_key_leaves_the_payload_itself_as_it_was() {
        channel = new EmbeddedChannel(new FrameEncoder(FrameMasking.random()));
        ByteBuf payload = Unpooled.buffer(300).writeZero(300);
        ByteBuf kept = payload.retainedSlice();

        channel.writeOutbound(payload);

        assertThat(hexOfNext()).startsWith("82fe012c").doesNotContain("00000000");
        assertThat(ByteBufUtil.hexDump(kept)).isEqualTo("00".repeat(300));
        kept.release();
    }

    @Test
    void a_close_reason_is_cut_to_what_fits_between_two_characters() {
        channel.writeOutbound(new Frame.Close(4000, "€".repeat(60)));

        //   88 FIN+close | 7d = 125 = 2 + 41 characters of 3 bytes
        assertThat(hexOfNext()).startsWith("887d0fa0").hasSize(2 * (2 + 125));
    }

    @Test
    void a_code_that_may_not_be_sent_is_left_out() {
        channel.writeOutbound(new Frame.Close(1006, "gone"));

        assertThat(hexOfNext()).isEqualTo("8800");
    }

    @Test
    void nothing_comes_between_a_header_and_its_payload_whatever_a_change_of_writability_sets_off() {
        channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
            private boolean written;

            @Override
            public void channelWritabilityChanged(ChannelHandlerContext ctx) {
                // The header alone is over the mark.
                if (!written) {
                    written = true;
                    ctx.writeAndFlush(new Frame.Text("!"));
                }
            }
        });
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(1, 2));
        ByteBuf payload = Unpooled.buffer(300).writeZero(300);

        channel.writeOutbound(payload);

        assertThat(hexOfNext()).isEqualTo("827e012c");
        assertThat(hexOfNext()).isEqualTo("00".repeat(300));
        assertThat(hexOfNext()).isEqualTo("810121");
    }

    private String hexOfNext() {
        ByteBuf next = channel.readOutbound();
        String hex = ByteBufUtil.hexDump(next);
        next.release();
        return hex;
    }
}
