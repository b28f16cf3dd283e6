package io.streamspace.vnc.internal.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.streamspace.protocol.MessageCodec;
import io.streamspace.protocol.message.Capacity;
import io.streamspace.protocol.message.Hello;
import io.streamspace.protocol.message.InventoryEntry;
import io.streamspace.protocol.message.ObservedState;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PerMessageDeflateTest {
    private static final int LIMIT = 1 << 20;

    private final EmbeddedChannel agent =
            new EmbeddedChannel(new FrameEncoder(FrameMasking.random()), new PerMessageDeflate(true, LIMIT));
    private final EmbeddedChannel hub = new EmbeddedChannel(
            FrameDecoder.ofClientFrames(LIMIT).withCompressedText(), new PerMessageDeflate(false, LIMIT));

    @AfterEach
    void close() {
        agent.finishAndReleaseAll();
        hub.finishAndReleaseAll();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1023, 1024, 8_191, 8_192, 60_000, 400_000})
    void a_text_of_any_size_arrives_as_it_was(int length) {
        Random random = new Random(length);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + random.nextInt(i % 7 + 1)));
        }

        int bytes = send(text.toString());

        assertThat((Frame) hub.readInbound()).isEqualTo(new Frame.Text(text.toString()));
        assertThat(bytes < length).isEqualTo(length >= 1024);
    }

    @Test
    void each_message_stands_for_itself() {
        String repeated = "session".repeat(500);

        assertThat(send(repeated)).isEqualTo(send(repeated));

        assertThat((Frame) hub.readInbound()).isEqualTo(new Frame.Text(repeated));
    }

    @Test
    void a_bomb_is_not_inflated_beyond_the_limit_and_nothing_after_it_is_read() {
        var big = new EmbeddedChannel(new FrameEncoder(FrameMasking.random()), new PerMessageDeflate(true, LIMIT));
        big.writeOutbound(new Frame.Text("a".repeat(50 << 20)));
        ByteBuf bomb = big.readOutbound();
        assertThat(bomb.readableBytes()).isLessThan(LIMIT);
        hub.writeInbound(bomb);
        send("more");

        assertThat((Frame) hub.readInbound())
                .isEqualTo(new Frame.Malformed(CloseStatus.TOO_BIG, "a message may have at most " + LIMIT + " bytes"));
        assertThat((Object) hub.readInbound()).isNull();
        big.finishAndReleaseAll();
    }

    @Test
    void what_cannot_be_inflated_or_is_no_utf_8_is_refused() {
        var alone = new EmbeddedChannel(new PerMessageDeflate(false, LIMIT));
        alone.writeInbound(new Frame.DeflatedText("not deflate".getBytes(StandardCharsets.US_ASCII)));

        assertThat((Frame) alone.readInbound())
                .isInstanceOfSatisfying(
                        Frame.Malformed.class,
                        malformed -> assertThat(malformed.code()).isEqualTo(CloseStatus.INVALID_PAYLOAD));
    }

    @Test
    void a_hub_compresses_nothing() {
        var out = new EmbeddedChannel(new FrameEncoder(FrameMasking.NONE), new PerMessageDeflate(false, LIMIT));

        out.writeOutbound(new Frame.Text("a".repeat(5_000)));

        ByteBuf frame = out.readOutbound();
        assertThat(frame.readableBytes()).isGreaterThan(5_000);
        frame.release();
        out.finishAndReleaseAll();
    }

    @Test
    void what_a_hello_with_a_thousand_sessions_saves_is_printed() {
        Hello hello = new Hello(
                1,
                "rack-7",
                "instance-1",
                1,
                "docker",
                "eu-north",
                "2.0.0",
                "2.0.0",
                Set.of("stream-resume", "zero-mask", "hibernate"),
                new Capacity(1_000, 64, 256L << 30),
                Map.of("zone", "a"),
                IntStream.range(0, 1_000)
                        .mapToObj(i -> new InventoryEntry(
                                "sess-" + Integer.toString(i * 7_919 + 1_000_003, 36),
                                i % 5 + 1,
                                ObservedState.RUNNING,
                                "docker:v1:" + Long.toHexString(new Random(i).nextLong())))
                        .toList());
        String text = new MessageCodec(InstantSource.system()).write(hello);

        long begin = System.nanoTime();
        int bytes = send(text);
        long micros = (System.nanoTime() - begin) / 1_000;

        assertThat((Frame) hub.readInbound()).isEqualTo(new Frame.Text(text));
        System.out.printf(
                "a hello with 1,000 sessions: %d bytes of JSON, %d on the wire, %d us both ways (cold)%n",
                text.length(), bytes, micros);
    }

    /** How many bytes it takes on the wire. */
    private int send(String text) {
        agent.writeOutbound(new Frame.Text(text));
        int bytes = 0;
        for (ByteBuf piece = agent.readOutbound(); piece != null; piece = agent.readOutbound()) {
            bytes += piece.readableBytes();
            hub.writeInbound(piece);
        }
        return bytes;
    }
}
