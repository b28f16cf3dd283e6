package io.streamspace.vnc.internal.rfb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.streamspace.vnc.ViewerMode;
import io.streamspace.vnc.ViewerPolicy;
import io.streamspace.vnc.internal.frame.Frame;
import io.streamspace.vnc.internal.stream.TunnelMeters;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A viewer's connection breaks at any byte, and another inspector goes on where the desktop's side says that it is. */
class RestoredInspectorTest {
    private static final String HELLO = "524642203030332e3030380a0101";
    private static final String[] MESSAGES = {
        "0000000020180001" + "00ff00ff00ff100800000000",
        "02000003" + "00000007" + "ffffff21" + "fffffec4",
        "03010000000004000300",
        "040100000000ff0d",
        "050100100020",
        "0600000000000003616263",
        "9601000000000400" + "0300",
        "f80000008000000002abcd",
        "ff0000010000ff0d0000001c",
        "fb0004000300" + "0100" + "00000000000000000400030000000000"
    };

    private final ByteArrayOutputStream desktop = new ByteArrayOutputStream();
    private final ClientFollower follower = new ClientFollower();
    private EmbeddedChannel channel = channel(ViewerMode.CONTROL);
    /** Bytes of the viewer that have reached the desktop's side or were left out before it. */
    private int position;

    private static EmbeddedChannel channel(ViewerMode mode) {
        return new EmbeddedChannel(inspector(mode));
    }

    private static RfbInspector inspector(ViewerMode mode) {
        return new RfbInspector(
                ViewerPolicy.of(mode),
                ViewerPolicy.of(mode),
                delivered -> {},
                new TunnelMeters(new SimpleMeterRegistry(), "hub"));
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @ParameterizedTest
    @EnumSource(ViewerMode.class)
    void the_desktop_gets_the_same_bytes_wherever_connections_break(ViewerMode mode) {
        for (int seed = 1; seed <= 40; seed++) {
            Random random = new Random(seed);
            byte[] sent = conversation(random, 60);
            RestoredInspectorTest whole = new RestoredInspectorTest();
            whole.channel = channel(mode);
            whole.carry(sent, sent.length, sent.length);

            RestoredInspectorTest broken = new RestoredInspectorTest();
            broken.channel = channel(mode);
            while (broken.position < sent.length) {
                broken.carry(sent, random.nextInt(40), random.nextInt(50));
                broken.restart(mode);
            }

            assertThat(HexFormat.of().formatHex(broken.desktop.toByteArray()))
                    .as("seed %s", seed)
                    .isEqualTo(HexFormat.of().formatHex(whole.desktop.toByteArray()));
            whole.close();
            broken.close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 11, 12, 14, 17, 20})
    void an_old_server_is_understood_after_a_break_in_the_greetings_too(int cut) {
        byte[] server = HexFormat.of().parseHex("524642203030332e3030330a00000002");
        byte[] client = HexFormat.of().parseHex("524642203030332e3030330a" + "00112233445566778899aabbccddeeff" + "01");
        follower.fromServer(Unpooled.wrappedBuffer(server));
        channel.writeOutbound(Unpooled.copiedBuffer(server, 0, Math.min(server.length, cut)));

        carry(client, cut, cut);
        RfbInspector next = inspector(ViewerMode.VIEW);
        next.restore(follower.position(), Math.min(server.length, cut));
        channel.finishAndReleaseAll();
        channel = new EmbeddedChannel(next);
        if (cut < server.length) {
            channel.writeOutbound(Unpooled.copiedBuffer(server, cut, server.length - cut));
        }
        byte[] rest = Arrays.copyOf(client, client.length + 8);
        rest[client.length] = 4;
        carry(rest, rest.length, rest.length);

        assertThat(desktop.toByteArray()).as("without the watcher's key press").isEqualTo(client);
    }

    @Test
    void a_watcher_cannot_finish_as_a_key_press_what_began_as_something_harmless() {
        byte[] begun = HexFormat.of().parseHex(HELLO + "ff");
        carry(begun, begun.length, begun.length);
        follower.fromClient(Unpooled.wrappedBuffer(new byte[] {(byte) 0xff}));
        position = begun.length;
        restart(ViewerMode.VIEW);

        channel.writeInbound(Unpooled.wrappedBuffer(HexFormat.of().parseHex("00" + "0001" + "0000ff0d" + "0000001c")));

        assertThat(channel.<Object>readInbound()).isInstanceOf(Frame.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "MESSAGES",
                "NOWHERE//0/false/0/false/",
                "MESSAGES//-1/false/0/false/",
                "MESSAGES/zz/0/false/0/false/"
            })
    void what_is_no_position_is_refused(String text) {
        assertThatThrownBy(() -> inspector(ViewerMode.VIEW).restore(text, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] conversation(Random random, int messages) {
        StringBuilder hex = new StringBuilder(HELLO);
        for (int i = 0; i < messages; i++) {
            hex.append(MESSAGES[random.nextInt(MESSAGES.length)]);
        }
        return HexFormat.of().parseHex(hex);
    }

    /** The viewer sends {@code sending} bytes, of which at most {@code arriving} get as far as the desktop's side. */
    private void carry(byte[] sent, int sending, int arriving) {
        int until = Math.min(sent.length, position + sending);
        channel.writeInbound(Unpooled.copiedBuffer(sent, position, until - position));
        int left = arriving;
        for (Object msg = channel.readInbound(); msg != null; msg = channel.readInbound()) {
            if (msg instanceof ByteBuf piece) {
                int count = Math.min(left, piece.readableBytes());
                left -= count;
                position += count;
                ByteBuf arrived = piece.readSlice(count);
                follower.fromClient(arrived);
                desktop.writeBytes(ByteBufUtil.getBytes(arrived));
                left = piece.isReadable() ? 0 : left;
                piece.release();
            } else if (msg instanceof Dropped dropped && left > 0) {
                position += dropped.bytes();
                follower.skipTo(dropped.position());
            } else {
                left = 0;
            }
        }
    }

    private void restart(ViewerMode mode) {
        RfbInspector next = inspector(mode);
        next.restore(follower.position(), ServerGreeting.BYTES);
        channel.finishAndReleaseAll();
        channel = new EmbeddedChannel(next);
    }
}
