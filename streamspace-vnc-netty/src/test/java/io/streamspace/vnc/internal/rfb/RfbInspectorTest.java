package io.streamspace.vnc.internal.rfb;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.streamspace.vnc.ClipboardDirection;
import io.streamspace.vnc.ViewerMode;
import io.streamspace.vnc.ViewerPolicy;
import io.streamspace.vnc.internal.frame.Frame;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RfbInspectorTest {
    /** "RFB 003.008\n", security type None, ClientInit with the shared flag. */
    private static final String HELLO_38 = "524642203030332e3030380a 01 01";

    private static final String SET_PIXEL_FORMAT = "00 000000 20180001 00ff00ff00ff 100800 000000";
    private static final String SET_ENCODINGS = "02 00 0002 00000007 ffffff21";
    private static final String UPDATE_REQUEST = "03 01 0000 0000 0400 0300";
    private static final String KEY = "04 01 0000 0000ff0d";
    private static final String POINTER = "05 01 0010 0020";
    private static final String CUT_TEXT = "06 000000 00000003 616263";
    private static final String EXTENDED_CUT_TEXT = "06 000000 fffffffc 10000001";
    private static final String CONTINUOUS_UPDATES = "96 01 0000 0000 0400 0300";
    private static final String FENCE = "f8 000000 80000000 02 abcd";
    private static final String XVP_SHUTDOWN = "fa 00 01 02";
    private static final String SET_DESKTOP_SIZE = "fb 00 0400 0300 01 00 00000000 0000 0000 0400 0300 00000000";
    private static final String QEMU_KEY = "ff 00 0001 0000ff0d 0000001c";
    private static final String QEMU_AUDIO_ON = "ff 01 0000";
    private static final String QEMU_AUDIO_FORMAT = "ff 01 0002 0102 0000ac44";

    private final List<Boolean> inputs = new ArrayList<>();
    private final List<Integer> droppedOfViewer = new ArrayList<>();
    private final DroppedBytes dropped = new DroppedBytes() {
        @Override
        public void fromViewer(int bytes) {
            droppedOfViewer.add(bytes);
        }

        @Override
        public void fromDesktop(int bytes) {
            throw new AssertionError("nothing of the desktop is dropped here");
        }
    };
    private EmbeddedChannel channel = channel(ViewerMode.CONTROL);

    private EmbeddedChannel channel(ViewerMode mode) {
        return channel(ViewerPolicy.of(mode));
    }

    private EmbeddedChannel channel(ViewerPolicy policy) {
        return new EmbeddedChannel(inspector(policy));
    }

    private RfbInspector inspector(ViewerPolicy policy) {
        return new RfbInspector(policy, ViewerPolicy.UNRESTRICTED, inputs::add, dropped);
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private record Sample(String name, String message, boolean input, boolean mayWatch) {}

    static Stream<Sample> messages() {
        return Stream.of(
                new Sample("SetPixelFormat", SET_PIXEL_FORMAT, false, true),
                new Sample("SetEncodings", SET_ENCODINGS, false, true),
                new Sample("FramebufferUpdateRequest", UPDATE_REQUEST, false, true),
                new Sample("KeyEvent", KEY, true, false),
                new Sample("PointerEvent", POINTER, true, false),
                new Sample("ClientCutText", CUT_TEXT, true, false),
                new Sample("ClientCutText with the extended clipboard", EXTENDED_CUT_TEXT, true, false),
                new Sample("EnableContinuousUpdates", CONTINUOUS_UPDATES, false, true),
                new Sample("ClientFence", FENCE, false, true),
                new Sample("xvp", XVP_SHUTDOWN, false, false),
                new Sample("SetDesktopSize", SET_DESKTOP_SIZE, false, false),
                new Sample("QEMU key", QEMU_KEY, true, false),
                new Sample("QEMU audio", QEMU_AUDIO_ON, false, true),
                new Sample("QEMU audio format", QEMU_AUDIO_FORMAT, false, true));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void each_message_has_its_length_its_kind_and_its_place_in_a_watchers_policy(Sample sample) {
        // An update request behind the message shows that its length was right.
        String stream = HELLO_38 + sample.message() + UPDATE_REQUEST;

        assertThat(read(stream)).isEqualTo(plain(stream));
        assertThat(inputs).isEqualTo(sample.input() ? List.of(true) : List.of());

        inputs.clear();
        channel = channel(ViewerMode.VIEW);
        assertThat(read(stream))
                .isEqualTo(plain(HELLO_38 + (sample.mayWatch() ? sample.message() : "") + UPDATE_REQUEST));
        assertThat(inputs).isEqualTo(sample.input() ? List.of(false) : List.of());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void a_watchers_stream_stays_whole_however_it_is_cut_into_pieces(long seed) {
        Random random = new Random(seed);
        List<Sample> all = messages().toList();
        StringBuilder sent = new StringBuilder(HELLO_38);
        StringBuilder expected = new StringBuilder(HELLO_38);
        for (int i = 0; i < 500; i++) {
            Sample sample = all.get(random.nextInt(all.size()));
            sent.append(sample.message());
            expected.append(sample.mayWatch() ? sample.message() : "");
        }
        byte[] bytes = HexFormat.of().parseHex(plain(sent.toString()));
        channel = channel(ViewerMode.VIEW);

        StringBuilder got = new StringBuilder();
        for (int at = 0; at < bytes.length; ) {
            int count = Math.min(bytes.length - at, 1 + random.nextInt(random.nextBoolean() ? 3 : 40));
            got.append(read(Unpooled.copiedBuffer(bytes, at, count)));
            at += count;
        }

        assertThat(got).hasToString(plain(expected.toString()));
    }

    @Test
    void vnc_authentication_passes_unread() {
        String stream = "524642203030332e3030380a 02 00112233445566778899aabbccddeeff 01" + KEY;

        assertThat(read(stream)).isEqualTo(plain(stream));
        assertThat(inputs).containsExactly(true);
    }

    @Test
    void an_old_server_decides_on_the_security_type_alone() {
        channel.writeOutbound(Unpooled.copiedBuffer(HexFormat.of().parseHex("524642203030332e3030330a00000001")));
        String stream = "524642203030332e3030330a 01" + POINTER;

        assertThat(read(stream)).isEqualTo(plain(stream));
        assertThat(inputs).containsExactly(true);
    }

    @Test
    void an_old_server_with_a_password_gets_the_whole_answer() {
        channel.writeOutbound(Unpooled.copiedBuffer(HexFormat.of().parseHex("524642203030332e3030330a")));
        channel.writeOutbound(Unpooled.copiedBuffer(HexFormat.of().parseHex("00000002")));
        String stream = "524642203030332e3030330a 00112233445566778899aabbccddeeff 01" + KEY;

        assertThat(read(stream)).isEqualTo(plain(stream));
        assertThat(inputs).containsExactly(true);
    }

    @Test
    void nobody_can_end_the_other_viewers_by_not_sharing() {
        assertThat(read("524642203030332e3030380a 01 00")).isEqualTo(plain("524642203030332e3030380a 01 01"));
    }

    @Test
    void a_pointer_with_more_buttons_has_one_more_byte_once_it_was_announced() {
        //   -316 announces it; 85 = marker and buttons; 01 = buttons 8 and up
        String stream = HELLO_38 + "02 00 0001 fffffec4" + "05 85 0010 0020 01" + KEY;

        assertThat(read(stream)).isEqualTo(plain(stream));
        assertThat(inputs).containsExactly(true, true);
    }

    @Test
    void after_an_unknown_message_everything_passes_and_nothing_counts() {
        String stream = HELLO_38 + KEY + "63 0102030405" + KEY;

        assertThat(read(stream)).isEqualTo(plain(stream));
        assertThat(read(KEY)).isEqualTo(plain(KEY));
        assertThat(inputs).containsExactly(true);
    }

    @Test
    void a_watcher_with_an_unknown_message_is_refused_and_nothing_more_passes() {
        channel = channel(ViewerMode.VIEW);

        assertThat(read(HELLO_38 + UPDATE_REQUEST + "63 01")).isEqualTo(plain(HELLO_38 + UPDATE_REQUEST) + "4008");
        assertThat(read(KEY)).isEmpty();
    }

    @Test
    void a_watcher_who_asks_for_encryption_is_refused() {
        channel = channel(ViewerMode.VIEW);

        assertThat(read("524642203030332e3030380a 13")).isEqualTo(plain("524642203030332e3030380a") + "4008");
    }

    @Test
    void where_the_clipboard_may_not_go_to_the_desktop_keys_pass_and_cut_texts_of_both_kinds_do_not() {
        channel = channel(ViewerPolicy.UNRESTRICTED.withClipboard(ClipboardDirection.FROM_DESKTOP));

        assertThat(read(HELLO_38 + KEY + CUT_TEXT + POINTER + EXTENDED_CUT_TEXT + UPDATE_REQUEST))
                .isEqualTo(plain(HELLO_38 + KEY + POINTER + UPDATE_REQUEST));
        assertThat(inputs).containsExactly(true, false, true, false);
        assertThat(droppedOfViewer.stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(plain(CUT_TEXT + EXTENDED_CUT_TEXT).length() / 2);
    }

    @Test
    void where_the_clipboard_may_not_go_to_the_desktop_what_cannot_be_checked_is_refused() {
        channel = channel(ViewerPolicy.UNRESTRICTED.withClipboard(ClipboardDirection.NONE));

        assertThat(read(HELLO_38 + KEY + "63 01")).isEqualTo(plain(HELLO_38 + KEY) + "4008");
    }

    @Test
    void a_policy_that_changes_counts_from_the_next_message_on() {
        RfbInspector inspector = inspector(ViewerPolicy.UNRESTRICTED);
        channel = new EmbeddedChannel(inspector);
        assertThat(read(HELLO_38 + "04 01")).isEqualTo(plain(HELLO_38 + "04 01"));

        inspector.policy(ViewerPolicy.of(ViewerMode.VIEW));

        // The desktop has the beginning of the key, so it gets the rest of it.
        assertThat(read("0000 0000ff0d" + POINTER + UPDATE_REQUEST)).isEqualTo(plain("0000 0000ff0d" + UPDATE_REQUEST));
        inspector.policy(ViewerPolicy.UNRESTRICTED);
        assertThat(read(POINTER)).isEqualTo(plain(POINTER));
    }

    @Test
    void what_is_not_rfb_passes_at_once_for_a_viewer_in_control() {
        assertThat(read("525858")).isEqualTo("525858");
        assertThat(read("00ff")).isEqualTo("00ff");
    }

    @Test
    void a_version_in_pieces_that_turns_out_to_be_none_is_passed_on_whole() {
        assertThat(read("5246")).isEmpty();
        assertThat(read("58")).isEqualTo("524658");
    }

    private String read(String hex) {
        return read(Unpooled.copiedBuffer(HexFormat.of().parseHex(plain(hex))));
    }

    private String read(ByteBuf bytes) {
        channel.writeInbound(bytes);
        StringBuilder out = new StringBuilder();
        for (Object msg = channel.readInbound(); msg != null; msg = channel.readInbound()) {
            if (msg instanceof ByteBuf piece) {
                out.append(ByteBufUtil.hexDump(piece));
                piece.release();
            } else if (msg instanceof Frame.Malformed malformed) {
                out.append(malformed.code());
            }
        }
        return out.toString();
    }

    private static String plain(String hex) {
        return hex.replace(" ", "");
    }
}
