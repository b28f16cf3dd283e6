package io.streamspace.vnc.internal.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameDecoderTest {
    private static final int MAX_TEXT = 64;

    private EmbeddedChannel channel = new EmbeddedChannel(FrameDecoder.ofClientFrames(MAX_TEXT));

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void a_masked_text_frame_of_rfc_6455_is_read() {
        //   81 FIN+text | 85 masked, 5 bytes | 37fa213d key | 7f9f4d5158 "Hello"
        assertThat(read("81 85 37fa213d 7f9f4d5158")).containsExactly(new Frame.Text("Hello"));
    }

    @Test
    void an_unmasked_text_frame_of_a_server_is_read() {
        channel = new EmbeddedChannel(FrameDecoder.ofServerFrames(MAX_TEXT));

        assertThat(read("81 05 48656c6c6f")).containsExactly(new Frame.Text("Hello"));
    }

    @Test
    void a_text_in_fragments_with_a_ping_between_them_is_one_message() {
        //   01 text, not final "Hel" | 89 ping "!" | 80 FIN+continuation "lo"
        assertThat(read("01 83 00000000 48656c 89 81 00000000 21 80 82 00000000 6c6f"))
                .hasSize(2)
                .last()
                .isEqualTo(new Frame.Text("Hello"));
    }

    @Test
    void binary_payload_is_passed_on_before_its_frame_is_complete() {
        //   82 FIN+binary | fe masked, length in 16 bits | 0100 = 256 bytes | zero key | the first 2 of them
        assertThat(read("82 fe 0100 00000000 aabb")).containsExactly("aabb");
        assertThat(read("cc")).containsExactly("cc");
    }

    @Test
    void binary_payload_is_unmasked_across_pieces_of_any_length() {
        //   key 01020304; the payload is all zero, so that the key shows
        assertThat(read("82 87 01020304 01")).containsExactly("00");
        assertThat(read("020304")).containsExactly("000000");
        assertThat(read("010203")).containsExactly("000000");
    }

    @Test
    void empty_messages_are_legal() {
        assertThat(read("82 80 00000000 81 80 00000000")).containsExactly(new Frame.Text(""));
    }

    @Test
    void a_close_frame_without_a_code_is_read_and_ends_reading() {
        assertThat(read("88 80 00000000 81 81 00000000 41")).containsExactly(new Frame.Close(1005, ""));
    }

    @Test
    void a_close_frame_with_code_and_reason_is_read() {
        //   0fa0 = 4000, "bye"
        assertThat(read("88 85 00000000 0fa0 627965")).containsExactly(new Frame.Close(4000, "bye"));
    }

    static Stream<Arguments> violations() {
        return Stream.of(
                Arguments.of("an unmasked client frame", "82 01 00", 1002),
                Arguments.of("reserved bit 1", "c2 80 00000000", 1002),
                Arguments.of("reserved bit 2", "a2 80 00000000", 1002),
                Arguments.of("reserved bit 3", "92 80 00000000", 1002),
                Arguments.of("an unknown data opcode", "83 80 00000000", 1002),
                Arguments.of("an unknown control opcode", "8b 80 00000000", 1002),
                Arguments.of("a ping in fragments", "09 80 00000000", 1002),
                Arguments.of("a ping of 126 bytes", "89 fe 007e 00000000", 1002),
                Arguments.of("a continuation without a beginning", "80 80 00000000", 1002),
                Arguments.of("a new message inside another", "02 80 00000000 82 80 00000000", 1002),
                Arguments.of("a length of 5 in 16 bits", "82 fe 0005 00000000", 1002),
                Arguments.of("a length of 65535 in 64 bits", "82 ff 000000000000ffff 00000000", 1002),
                Arguments.of("a negative length", "82 ff 8000000000000000 00000000", 1002),
                Arguments.of("a text over the limit", "81 fe 0080 00000000", 1009),
                Arguments.of("fragments over the limit", "01 bf 00000000 " + "41".repeat(63) + " 80 82 00000000", 1009),
                Arguments.of("a huge text", "81 ff 7fffffffffffffff 00000000", 1009),
                Arguments.of("a text that is not UTF-8", "81 82 00000000 c328", 1007),
                Arguments.of("a text that ends inside a character", "81 82 00000000 e282", 1007),
                Arguments.of("a surrogate in a text", "81 83 00000000 eda080", 1007),
                Arguments.of("a close frame with half a code", "88 81 00000000 03", 1002),
                Arguments.of("close code 999", "88 82 00000000 03e7", 1002),
                Arguments.of("close code 1005", "88 82 00000000 03ed", 1002),
                Arguments.of("close code 1006", "88 82 00000000 03ee", 1002),
                Arguments.of("close code 1015", "88 82 00000000 03f7", 1002),
                Arguments.of("close code 5000", "88 82 00000000 1388", 1002),
                Arguments.of("a close reason that is not UTF-8", "88 84 00000000 03e8 c328", 1007));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("violations")
    void a_violation_is_named_with_its_code_and_ends_reading(String what, String bytes, int code) {
        List<Object> read = read(bytes + " 82 81 00000000 aa");

        assertThat(read.getLast()).isInstanceOfSatisfying(Frame.Malformed.class, malformed -> {
            assertThat(malformed.code()).isEqualTo(code);
        });
        assertThat(read("81 81 00000000 41")).isEmpty();
    }

    @Test
    void a_masked_frame_of_a_server_is_refused() {
        channel = new EmbeddedChannel(FrameDecoder.ofServerFrames(MAX_TEXT));

        assertThat(read("82 81 00000000 aa")).singleElement().isInstanceOf(Frame.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void what_the_encoder_writes_is_read_back_in_pieces_of_any_size(long seed) {
        Random random = new Random(seed);
        var encoder = new EmbeddedChannel(new FrameEncoder(FrameMasking.random()));
        var payload = new ByteArrayOutputStream();
        List<Object> frames = new ArrayList<>();
        var wire = Unpooled.buffer();
        for (int i = 0; i < 200; i++) {
            if (random.nextInt(4) == 0) {
                frames.add(new Frame.Text("é".repeat(random.nextInt(MAX_TEXT / 2))));
                encoder.writeOutbound(frames.getLast());
            } else {
                byte[] bytes = new byte[random.nextInt(3) == 0 ? 60_000 + random.nextInt(20_000) : random.nextInt(300)];
                random.nextBytes(bytes);
                payload.writeBytes(bytes);
                encoder.writeOutbound(Unpooled.wrappedBuffer(bytes));
            }
        }
        drain(encoder, wire);

        var readPayload = new ByteArrayOutputStream();
        List<Object> readFrames = new ArrayList<>();
        while (wire.isReadable()) {
            int size = 1 + random.nextInt(random.nextBoolean() ? 10 : 70_000);
            channel.writeInbound(channel.alloc().buffer().writeBytes(wire, Math.min(size, wire.readableBytes())));
            for (Object msg = channel.readInbound(); msg != null; msg = channel.readInbound()) {
                if (msg instanceof ByteBuf piece) {
                    readPayload.writeBytes(ByteBufUtil.getBytes(piece));
                    piece.release();
                } else {
                    readFrames.add(msg);
                }
            }
        }

        assertThat(readFrames).isEqualTo(frames);
        assertThat(readPayload.toByteArray()).isEqualTo(payload.toByteArray());
        encoder.finishAndReleaseAll();
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void garbage_ends_in_one_violation_and_nothing_else(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            channel = new EmbeddedChannel(FrameDecoder.ofClientFrames(MAX_TEXT));
            byte[] garbage = new byte[random.nextInt(400)];
            random.nextBytes(garbage);
            List<Object> read = read(HexFormat.of().formatHex(garbage));
            assertThat(read.stream().filter(Frame.Malformed.class::isInstance).count())
                    .isLessThanOrEqualTo(1);
            channel.finishAndReleaseAll();
        }
    }

    private static void drain(EmbeddedChannel from, ByteBuf to) {
        for (ByteBuf part = from.readOutbound(); part != null; part = from.readOutbound()) {
            to.writeBytes(part);
            part.release();
        }
    }

    /** What comes out: frames as they are, payload in hexadecimal. */
    private List<Object> read(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        channel.writeInbound(channel.alloc().buffer().writeBytes(bytes));
        List<Object> out = new ArrayList<>();
        for (Object msg = channel.readInbound(); msg != null; msg = channel.readInbound()) {
            if (msg instanceof ByteBuf piece) {
                out.add(ByteBufUtil.hexDump(piece));
                piece.release();
            } else {
                out.add(msg);
            }
        }
        return out;
    }

    @Test
    void a_text_of_exactly_the_limit_is_read() {
        String text = "a".repeat(MAX_TEXT);

        assertThat(read("81 c0 00000000 " + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8))))
                .containsExactly(new Frame.Text(text));
    }
}
