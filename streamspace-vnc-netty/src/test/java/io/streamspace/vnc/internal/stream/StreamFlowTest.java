package io.streamspace.vnc.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import io.streamspace.protocol.MessageCodec;
import io.streamspace.protocol.stream.StreamMessage;
import io.streamspace.vnc.internal.frame.Frame;
import java.io.ByteArrayOutputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamFlowTest {
    private static final int WINDOW = 64 << 10;

    private final MessageCodec codec = new MessageCodec(InstantSource.system());
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final StreamConnection connection = StreamConnection.ofAgent(channel, codec, Nobody.INSTANCE);
    private final Local local = new Local();
    private final StreamFlow flow =
            new StreamFlow(channel.eventLoop(), local, WINDOW, new TunnelMeters(new SimpleMeterRegistry(), "hub"));
    private final List<StreamMessage> messages = new ArrayList<>();
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @AfterEach
    void close() {
        flow.release();
        channel.finishAndReleaseAll();
    }

    @Test
    void no_more_than_a_window_is_sent_before_it_is_acknowledged() {
        flow.attach(connection, 0);
        send(WINDOW + 1000);
        drain(channel);

        assertThat(written.size()).isEqualTo(WINDOW);
        assertThat(local.reading).isFalse();

        assertThat(flow.acknowledged(WINDOW / 4)).isTrue();
        drain(channel);
        assertThat(written.size()).isEqualTo(WINDOW + 1000);
        assertThat(local.reading).isTrue();
    }

    @Test
    void a_full_window_keeps_the_connection_read_although_the_local_side_is_full() {
        flow.attach(connection, 0);
        local.writable = false;
        flow.localWritabilityChanged();
        assertThat(channel.config().isAutoRead()).isFalse();

        send(WINDOW);

        assertThat(channel.config().isAutoRead()).isTrue();
    }

    @Test
    void nothing_is_acknowledged_while_the_local_side_is_full() {
        flow.attach(connection, 0);
        local.writable = false;
        receive(WINDOW / 2);
        drain(channel);
        assertThat(messages).isEmpty();

        local.writable = true;
        flow.localWritabilityChanged();
        drain(channel);
        assertThat(messages).containsExactly(new StreamMessage.Ack(WINDOW / 2));
    }

    @Test
    void a_quarter_of_the_window_is_acknowledged_at_once_and_less_a_little_later() {
        flow.attach(connection, 0);
        receive(WINDOW / 4);
        drain(channel);
        assertThat(messages).containsExactly(new StreamMessage.Ack(WINDOW / 4));

        receive(10);
        drain(channel);
        assertThat(messages).hasSize(1);
        channel.advanceTimeBy(1, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
        drain(channel);
        assertThat(messages).hasSize(2).contains(new StreamMessage.Ack(WINDOW / 4 + 10));
    }

    @Test
    void another_connection_gets_exactly_what_the_other_side_has_not_had_and_the_end_again() {
        flow.attach(connection, 0);
        byte[] large = send(5000);
        byte[] small = send(7);
        byte[] more = send(9);
        flow.endLocal();
        flow.detach();
        EmbeddedChannel next = new EmbeddedChannel();
        drain(channel);
        written.reset();
        messages.clear();

        assertThat(flow.attach(StreamConnection.ofAgent(next, codec, Nobody.INSTANCE), 4000))
                .isTrue();

        drain(next);
        assertThat(written.toByteArray())
                .startsWith(Arrays.copyOfRange(large, 4000, 5000))
                .hasSize(1000 + small.length + more.length)
                .endsWith(more);
        assertThat(messages).containsExactly(new StreamMessage.Eof());
        next.finishAndReleaseAll();
    }

    @Test
    void what_is_repeated_goes_before_what_is_new_although_the_connection_gets_full_and_empty_in_between() {
        flow.attach(connection, 0);
        byte[] first = send(2000);
        byte[] second = send(3000);
        // Written and not flushed yet, so that the next flush is due.
        byte[] third = piece(2500);
        flow.send(channel.alloc().buffer().writeBytes(third));
        flow.detach();
        byte[] collected = send(4000);
        flow.endLocal();
        drain(channel);
        written.reset();
        EmbeddedChannel next = new EmbeddedChannel();
        next.config().setWriteBufferWaterMark(new WriteBufferWaterMark(500, 1000));
        StreamConnection narrow = StreamConnection.ofAgent(next, codec, new Pumping());
        next.pipeline().addLast(narrow);

        assertThat(flow.attach(narrow, 1000)).isTrue();

        drain(next);
        assertThat(written.toByteArray())
                .isEqualTo(concat(Arrays.copyOfRange(first, 1000, 2000), second, third, collected));
        assertThat(messages).containsExactly(new StreamMessage.Eof());
        next.finishAndReleaseAll();
    }

    @Test
    void a_count_that_cannot_be_is_refused() {
        flow.attach(connection, 0);
        send(100);

        assertThat(flow.acknowledged(101)).isFalse();
        assertThat(flow.acknowledged(50)).isTrue();
        assertThat(flow.acknowledged(49)).isFalse();
    }

    private byte[] send(int count) {
        byte[] bytes = piece(count);
        flow.send(channel.alloc().buffer(count).writeBytes(bytes));
        flow.localReadComplete();
        return bytes;
    }

    private static byte[] piece(int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (i * 31 + count);
        }
        return bytes;
    }

    private static byte[] concat(byte[]... pieces) {
        var all = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            all.writeBytes(piece);
        }
        return all.toByteArray();
    }

    private void receive(int count) {
        flow.receive(connection, channel.alloc().buffer(count).writeZero(count));
        flow.remoteReadComplete();
    }

    private void drain(EmbeddedChannel from) {
        for (Object msg = from.readOutbound(); msg != null; msg = from.readOutbound()) {
            if (msg instanceof ByteBuf bytes) {
                written.writeBytes(ByteBufUtil.getBytes(bytes));
                bytes.release();
            } else if (msg instanceof Frame.Text text) {
                messages.add(codec.readStreamMessage(text.text()));
            }
        }
    }

    private static final class Local implements LocalSide {
        private boolean writable = true;
        private boolean reading = true;

        @Override
        public void deliver(ByteBuf piece) {
            piece.release();
        }

        @Override
        public void flush() {}

        @Override
        public void ended() {}

        @Override
        public boolean isWritable() {
            return writable;
        }

        @Override
        public void reading(boolean on) {
            reading = on;
        }
    }

    /** As an agent's stream hears its connection. */
    private final class Pumping implements StreamEvents {
        @Override
        public void message(StreamConnection from, StreamMessage message) {}

        @Override
        public void bytes(StreamConnection from, ByteBuf piece) {
            piece.release();
        }

        @Override
        public void readComplete(StreamConnection from) {}

        @Override
        public void writabilityChanged(StreamConnection from) {
            flow.connectionWritabilityChanged();
        }

        @Override
        public void closed(StreamConnection from, int code, String reason) {}
    }
}
