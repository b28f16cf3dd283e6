package io.streamspace.vnc.internal.rfb;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.streamspace.protocol.CloseCode;
import io.streamspace.vnc.internal.rfb.Conversation.PixelSize;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerMessageFilterTest {
    private static final int CAPS = 0x01000001;
    private static final int REQUEST = 0x02000001;
    private static final int PEEK = 0x04000001;
    private static final int NOTIFY = 0x08000001;
    private static final int PROVIDE = 0x10000001;

    /** What came out, and why it ended. */
    private record Result(byte[] passed, long dropped, String violation) {}

    private static final class Counted implements DroppedBytes {
        private long bytes;

        @Override
        public void fromViewer(int count) {
            throw new AssertionError("nothing of the viewer comes here");
        }

        @Override
        public void fromDesktop(int count) {
            bytes += count;
        }
    }

    private final Counted counted = new Counted();
    private final Conversation conversation = conversation();
    private final ServerMessageFilter filter = new ServerMessageFilter(conversation, true, counted);

    private static Conversation conversation() {
        Conversation conversation = new Conversation();
        conversation.viewerVersion = 8;
        conversation.securityType = 1;
        return conversation;
    }

    private static Result whole(byte[] bytes) {
        return run(bytes, List.of(bytes.length));
    }

    private static Result inPieces(byte[] bytes, Random random, int longest) {
        List<Integer> pieces = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += pieces.getLast()) {
            pieces.add(Math.min(bytes.length - at, 1 + random.nextInt(longest)));
        }
        return run(bytes, pieces);
    }

    private static Result run(byte[] bytes, List<Integer> pieces) {
        Counted counted = new Counted();
        ServerMessageFilter filter = new ServerMessageFilter(conversation(), true, counted);
        ByteArrayOutputStream passed = new ByteArrayOutputStream();
        int at = 0;
        try {
            for (int count : pieces) {
                filter.accept(Unpooled.copiedBuffer(bytes, at, count), out -> keep(out, passed));
                at += count;
            }
            return new Result(passed.toByteArray(), counted.bytes, "");
        } catch (RfbViolation violation) {
            assertThat(violation.code()).isEqualTo(CloseCode.CLIPBOARD_UNCONTROLLED);
            return new Result(passed.toByteArray(), counted.bytes, String.valueOf(violation.getMessage()));
        }
    }

    private static void keep(ByteBuf piece, ByteArrayOutputStream passed) {
        passed.writeBytes(ByteBufUtil.getBytes(piece));
        piece.release();
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16, 32})
    void every_message_and_rectangle_is_followed_so_that_clipboard_text_and_nothing_else_is_taken_out(int bits) {
        for (long seed = 0; seed < 60; seed++) {
            ServerBytes sent = new ServerBytes(seed, bits).hello();
            ServerBytes expected = new ServerBytes(seed, bits).hello();
            long text = 0;
            for (int i = 0; i < 20; i++) {
                sent.anyMessage();
                expected.anyMessage();
                String secret = "secret".repeat(i);
                sent.cutText(secret);
                text += 8 + secret.length();
            }

            Result result = whole(sent.bytes());

            assertThat(result.violation()).isEmpty();
            assertThat(result.passed()).isEqualTo(expected.bytes());
            assertThat(result.dropped()).isEqualTo(text);
        }
    }

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void however_the_bytes_are_cut_and_whatever_they_are_the_result_is_the_same(long seed) {
        Random random = new Random(seed);
        ServerBytes sent = new ServerBytes(seed, new int[] {8, 16, 32}[random.nextInt(3)]).hello();
        for (int i = 0; i < 6; i++) {
            sent.anyMessage().cutText("x".repeat(random.nextInt(30)));
        }
        byte[] bytes = sent.bytes();
        int mutations = random.nextInt(4);
        for (int i = 0; i < mutations; i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }

        Result whole = whole(bytes);

        for (int longest : new int[] {1, 3, 50, 5000}) {
            Result pieces = inPieces(bytes, random, longest);
            assertThat(pieces.violation()).isEqualTo(whole.violation());
            assertThat(pieces.passed()).isEqualTo(whole.passed());
            assertThat(pieces.dropped()).isEqualTo(whole.dropped());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CAPS,4,true",
        "CAPS,2000,false",
        "REQUEST,0,true",
        "REQUEST,9,false",
        "PEEK,0,true",
        "NOTIFY,0,false",
        "PROVIDE,90,false"
    })
    void of_the_extended_clipboard_only_what_carries_nothing_passes(String kind, int more, boolean passes) {
        int flags = switch (kind) {
            case "CAPS" -> CAPS;
            case "REQUEST" -> REQUEST;
            case "PEEK" -> PEEK;
            case "NOTIFY" -> NOTIFY;
            default -> PROVIDE;
        };
        byte[] sent = new ServerBytes(1, 32)
                .hello()
                .extendedCutText(flags, more)
                .bell()
                .bytes();
        byte[] without = new ServerBytes(1, 32).hello().bell().bytes();

        assertThat(whole(sent).passed()).isEqualTo(passes ? sent : without);
    }

    @Test
    void a_policy_that_changes_counts_from_the_next_message_on() throws RfbViolation {
        assertThat(pass(new ServerBytes(1, 32).hello().bytes())).isTrue();
        byte[] text = new ServerBytes(1, 32).cutText("abc").bytes();

        assertThat(filter.blocked(false)).isTrue();
        assertThat(pass(text)).isTrue();
        assertThat(pass(Arrays.copyOf(text, 9))).isTrue();
        assertThat(filter.blocked(true)).isTrue();
        assertThat(pass(Arrays.copyOfRange(text, 9, text.length)))
                .as("the rest of one that was begun")
                .isTrue();
        assertThat(pass(text)).isFalse();
    }

    @Test
    void what_cannot_be_followed_passes_while_nothing_is_held_back_and_cannot_be_held_back_later() throws RfbViolation {
        filter.blocked(false);

        assertThat(pass(new ServerBytes(1, 32).hello().raw(99, 1, 2, 3).bytes()))
                .isTrue();
        assertThat(pass(new byte[] {5, 6})).isTrue();
        assertThat(filter.blocked(true)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "99, type that is not known",
        "255 2 0 0, QEMU",
    })
    void a_message_that_is_not_known_ends_it(String bytes, String reason) {
        assertThat(ends(sent -> sent.raw(numbers(bytes)))).contains(reason);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 15, -1, 0x7F000001})
    void a_rectangle_whose_length_is_not_known_ends_it(int encoding) {
        assertThat(ends(sent -> sent.updateOf(1).rectangle(10, 10, encoding))).contains("encoding", "" + encoding);
    }

    @Test
    void a_desktop_with_encryption_and_one_that_is_no_desktop_end_it() {
        Conversation encrypted = conversation();
        encrypted.securityType = 19;
        assertThat(violation(
                        encrypted,
                        new ServerBytes(1, 32).version().raw(1, 19, 0, 0).bytes()))
                .contains("security type");
        assertThat(violation(conversation(), "HTTP/1.1 400".getBytes(StandardCharsets.US_ASCII)))
                .contains("does not speak RFB");
    }

    @ParameterizedTest
    @CsvSource({"3, 1", "3, 2", "7, 1", "7, 2", "8, 1", "8, 2"})
    void each_version_greets_in_its_own_way(int version, int security) {
        Conversation spoken = new Conversation();
        spoken.viewerVersion = version;
        spoken.securityType = security;
        ServerBytes sent = new ServerBytes(1, 32).version();
        if (version == 3) {
            sent.number(security);
        } else {
            sent.raw(1, security);
        }
        if (security == 2) {
            sent.noiseOf(16);
        }
        if (security == 2 || version == 8) {
            sent.number(0);
        }
        byte[] hello = sent.init().bell().bytes();
        byte[] all = sent.cutText("secret").bytes();

        ByteArrayOutputStream passed = new ByteArrayOutputStream();
        assertThat(violation(spoken, all, passed)).isEmpty();
        assertThat(passed.toByteArray()).isEqualTo(hello);
    }

    @Test
    void a_refusal_is_passed_on_with_its_reason() {
        byte[] refused =
                new ServerBytes(1, 32).version().raw(0).number(6).noiseOf(6).bytes();

        assertThat(whole(refused).passed()).isEqualTo(refused);
    }

    @Test
    void another_pixel_format_counts_from_the_next_update_on() throws RfbViolation {
        pass(new ServerBytes(1, 32)
                .hello()
                .updateOf(2)
                .rectangle(4, 4, 0)
                .noiseOf(64)
                .bytes());

        conversation.announce(new PixelSize(2, 2));

        assertThat(pass(new ServerBytes(1, 32).rectangle(4, 4, 0).noiseOf(64).bytes()))
                .isTrue();
        assertThat(pass(new ServerBytes(1, 16)
                        .updateOf(1)
                        .rectangle(4, 4, 0)
                        .noiseOf(32)
                        .bytes()))
                .isTrue();
        assertThat(pass(new ServerBytes(1, 32).cutText("x").bytes())).isFalse();
    }

    @Test
    void a_pixel_format_that_changes_under_unasked_updates_cannot_be_followed() {
        Conversation unasked = conversation();
        unasked.continuous = true;
        unasked.announce(new PixelSize(1, 1));

        assertThat(violation(unasked, new ServerBytes(1, 32).hello().anyUpdate().bytes()))
                .contains("how pixels come");
    }

    private static String ends(UnaryOperator<ServerBytes> more) {
        return whole(more.apply(new ServerBytes(1, 32).hello()).bytes()).violation();
    }

    private static int[] numbers(String text) {
        return Arrays.stream(text.split(" ")).mapToInt(Integer::parseInt).toArray();
    }

    private static String violation(Conversation conversation, byte[] bytes) {
        return violation(conversation, bytes, new ByteArrayOutputStream());
    }

    private static String violation(Conversation conversation, byte[] bytes, ByteArrayOutputStream passed) {
        try {
            new ServerMessageFilter(conversation, true, new Counted())
                    .accept(Unpooled.copiedBuffer(bytes), out -> keep(out, passed));
            return "";
        } catch (RfbViolation violation) {
            return String.valueOf(violation.getMessage());
        }
    }

    /** Whether it passes whole. */
    private boolean pass(byte[] bytes) throws RfbViolation {
        ByteArrayOutputStream passed = new ByteArrayOutputStream();
        filter.accept(Unpooled.copiedBuffer(bytes), out -> keep(out, passed));
        return Arrays.equals(passed.toByteArray(), bytes);
    }
}
