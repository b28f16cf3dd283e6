package io.streamspace.vnc.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SendWindowTest {
    private static final int LIMIT = 8000;

    private final SendWindow window = new SendWindow(LIMIT);
    private final List<ByteBuf> added = new ArrayList<>();

    @AfterEach
    void release() {
        window.release();
        assertThat(added).as("pieces that somebody still holds").allMatch(piece -> piece.refCnt() == 0);
    }

    @Test
    void a_new_window_is_empty_and_has_room_for_all_of_it() {
        assertThat(window.keeps()).isTrue();
        assertThat(window.isEmpty()).isTrue();
        assertThat(window.hasUnsent()).isFalse();
        assertThat(window.room()).isEqualTo(LIMIT);
        assertThat(repeated()).isEmpty();
    }

    @Test
    void what_is_added_waits_then_is_sent_then_is_acknowledged() {
        add(bytes(100));
        assertThat(window.unsentBytes()).isEqualTo(100);
        assertThat(window.room()).isEqualTo(LIMIT);

        assertThat(next()).isEqualTo(bytes(100));
        assertThat(window.unsentBytes()).isZero();
        assertThat(window.isEmpty()).isFalse();
        assertThat(window.room()).isEqualTo(LIMIT - 100);

        assertThat(window.acknowledge(100)).isTrue();
        assertThat(window.isEmpty()).isTrue();
        assertThat(window.room()).isEqualTo(LIMIT);
    }

    @Test
    void a_piece_that_does_not_fit_is_sent_in_parts_as_room_comes() {
        byte[] all = bytes(LIMIT + 500);
        add(all);

        assertThat(next()).isEqualTo(Arrays.copyOf(all, LIMIT));
        assertThat(window.room()).isZero();
        assertThat(window.unsentBytes()).isEqualTo(500);

        assertThat(window.acknowledge(300)).isTrue();
        assertThat(next()).isEqualTo(Arrays.copyOfRange(all, LIMIT, LIMIT + 300));
        assertThat(window.acknowledge(LIMIT + 300)).isTrue();
        assertThat(next()).isEqualTo(Arrays.copyOfRange(all, LIMIT + 300, LIMIT + 500));
        assertThat(window.hasUnsent()).isFalse();
    }

    @Test
    void an_empty_piece_is_nothing() {
        add(bytes(0));

        assertThat(window.hasUnsent()).isFalse();
        assertThat(added.getFirst().refCnt()).isZero();
    }

    @Test
    void what_is_repeated_begins_in_the_middle_of_a_piece_that_is_acknowledged_by_half() {
        byte[] large = bytes(3000);
        byte[] small = bytes(9);
        send(large);
        send(small);

        assertThat(window.acknowledge(1234)).isTrue();
        assertThat(repeated()).isEqualTo(concat(Arrays.copyOfRange(large, 1234, 3000), small));
        assertThat(window.acknowledge(3004)).isTrue();
        assertThat(repeated()).isEqualTo(Arrays.copyOfRange(small, 4, 9));
        assertThat(repeated()).as("it may be repeated again").isEqualTo(Arrays.copyOfRange(small, 4, 9));
        assertThat(window.acknowledge(3009)).isTrue();
        assertThat(repeated()).isEmpty();
    }

    @Test
    void small_pieces_are_copied_so_that_the_buffers_that_they_came_in_are_let_go() {
        add(bytes(6));
        ByteBuf sent = window.next();
        sent.release();
        assertThat(added.getFirst().refCnt()).isZero();

        add(bytes(2000));
        window.next().release();
        assertThat(added.getLast().refCnt()).as("a large one is kept as it is").isOne();
        assertThat(repeated()).isEqualTo(concat(bytes(6), bytes(2000)));
    }

    @Test
    void a_count_that_cannot_be_changes_nothing() {
        send(bytes(100));
        add(bytes(50));

        assertThat(window.acknowledge(101)).as("more than was sent").isFalse();
        assertThat(window.acknowledge(40)).isTrue();
        assertThat(window.acknowledge(39)).as("less than before").isFalse();
        assertThat(window.acknowledge(40)).as("the same again").isTrue();
        assertThat(repeated()).isEqualTo(Arrays.copyOfRange(bytes(100), 40, 100));
        assertThat(window.unsentBytes()).isEqualTo(50);
    }

    @Test
    void a_window_of_nothing_keeps_nothing_and_has_no_limit() {
        var none = new SendWindow(0);
        none.add(Unpooled.wrappedBuffer(bytes(LIMIT * 2)));
        ByteBuf all = none.next();

        assertThat(all.readableBytes()).isEqualTo(LIMIT * 2);
        assertThat(all.release()).as("nobody else holds it").isTrue();
        assertThat(none.keeps()).isFalse();
        assertThat(none.room()).isEqualTo(Long.MAX_VALUE);
        assertThat(none.acknowledge(LIMIT)).isTrue();
        none.repeat(piece -> {
            throw new AssertionError("nothing was kept");
        });
    }

    @Test
    void whatever_is_added_sent_acknowledged_and_repeated_the_other_side_gets_every_byte_once() {
        Random random = new Random(11);
        var wanted = new ByteArrayOutputStream();
        var got = new ByteArrayOutputStream();
        for (int i = 0; i < 3000; i++) {
            switch (random.nextInt(4)) {
                case 0 -> {
                    byte[] piece = new byte[random.nextInt(random.nextBoolean() ? 20 : 4000)];
                    random.nextBytes(piece);
                    wanted.writeBytes(piece);
                    add(piece);
                }
                case 1, 2 -> {
                    if (window.hasUnsent() && window.room() > 0) {
                        got.writeBytes(next());
                    }
                }
                default -> loseTail(random, got);
            }
        }
        while (window.hasUnsent()) {
            assertThat(window.acknowledge(got.size())).isTrue();
            got.writeBytes(next());
        }

        assertThat(got.toByteArray()).isEqualTo(wanted.toByteArray());
    }

    /** A connection breaks: some of what was sent has not arrived, and is repeated. */
    private void loseTail(Random random, ByteArrayOutputStream got) {
        long unacknowledged = LIMIT - window.room();
        int arrived = got.size() - (unacknowledged == 0 ? 0 : random.nextInt((int) unacknowledged));
        byte[] kept = Arrays.copyOf(got.toByteArray(), arrived);
        got.reset();
        got.writeBytes(kept);
        assertThat(window.acknowledge(arrived)).isTrue();
        got.writeBytes(repeated());
    }

    private void add(byte[] bytes) {
        ByteBuf piece = Unpooled.buffer(Math.max(1, bytes.length)).writeBytes(bytes);
        added.add(piece);
        window.add(piece);
    }

    private void send(byte[] bytes) {
        add(bytes);
        assertThat(next()).isEqualTo(bytes);
    }

    private byte[] next() {
        return contentOf(window.next());
    }

    private byte[] repeated() {
        var all = new ByteArrayOutputStream();
        window.repeat(piece -> all.writeBytes(contentOf(piece)));
        return all.toByteArray();
    }

    private static byte[] contentOf(ByteBuf piece) {
        byte[] bytes = ByteBufUtil.getBytes(piece);
        piece.release();
        return bytes;
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (i * 7 + count);
        }
        return bytes;
    }

    private static byte[] concat(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
