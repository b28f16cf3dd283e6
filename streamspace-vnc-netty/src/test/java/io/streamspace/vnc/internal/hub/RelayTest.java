package io.streamspace.vnc.internal.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamspace.protocol.stream.StreamMessage;
import io.streamspace.protocol.stream.StreamMessage.Ack;
import io.streamspace.protocol.stream.StreamMessage.Eof;
import io.streamspace.protocol.stream.StreamMessage.Ping;
import io.streamspace.protocol.stream.StreamMessage.Pong;
import io.streamspace.protocol.stream.StreamMessage.Skip;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RelayTest {
    private static final String POSITION = "MESSAGES//0/false/0/false/";

    private final TestHub hub = new TestHub();
    private final Wire viewer = Wire.ofViewer();
    private final Wire agent = Wire.ofAgent();
    private final List<String> breaks = new ArrayList<>();
    // The viewer has had 1,000 bytes when it begins, and the agent 100.
    private final Relay relay =
            new Relay(viewer.connection, 1000, agent.connection, 100, new Written(), hub.context.meters());

    @BeforeEach
    void start() {
        relay.start();
    }

    @AfterEach
    void close() {
        viewer.close();
        agent.close();
    }

    @Test
    void bytes_go_through_both_ways_and_are_counted_from_where_the_ends_stood() {
        agent.sends(1, 2, 3);
        viewer.sends(4, 5);

        assertThat(viewer.heard()).containsExactly("010203");
        assertThat(agent.heard()).containsExactly("0405");
        assertThat(relay.toDesktop()).isEqualTo(102);
        assertThat(relay.canHaveReceived(1003)).isTrue();
        assertThat(relay.canHaveReceived(1004)).isFalse();
        assertThat(relay.canHaveReceived(999)).isFalse();
        assertThat(breaks).isEmpty();
    }

    @Test
    void what_was_left_out_of_a_viewers_bytes_is_said_in_its_place_and_counts() {
        viewer.sends(1);
        viewer.drops(8, POSITION);
        viewer.sends(2);

        assertThat(agent.heard()).containsExactly("01", new Skip(8, POSITION), "02");
        assertThat(relay.toDesktop()).isEqualTo(110);
    }

    @Test
    void acknowledgements_go_from_end_to_end() {
        agent.sends(1, 2, 3);
        viewer.sends(4, 5);
        viewer.heard();
        agent.heard();

        viewer.says(new Ack(1002));
        agent.says(new Ack(102));

        assertThat(agent.heard()).containsExactly(new Ack(1002));
        assertThat(viewer.heard()).containsExactly(new Ack(102));
        assertThat(relay.canHaveReceived(1001)).as("less than was acknowledged").isFalse();
        assertThat(breaks).isEmpty();
    }

    @Test
    void the_hub_itself_answers_a_viewer_that_asks_whether_it_is_there() {
        viewer.says(new Ping());

        assertThat(viewer.heard()).containsExactly(new Pong());
        assertThat(agent.heard()).isEmpty();
    }

    @Test
    void the_desktops_end_is_told_to_the_stream() {
        agent.says(new Eof());

        assertThat(breaks).containsExactly("desktop ended");
    }

    static Stream<StreamMessage> noViewerSays() {
        return Stream.of(
                new Ack(1001),
                new Ack(999),
                new Eof(),
                new Skip(1, null),
                new StreamMessage.Suspended(1000, null),
                new StreamMessage.Rejoin("st-1", "key", 1000),
                new StreamMessage.Resumed(100),
                new Pong());
    }

    @ParameterizedTest
    @MethodSource("noViewerSays")
    void a_viewer_that_says_what_it_may_not_or_cannot_know_is_found_out_and_the_agent_hears_nothing(
            StreamMessage message) {
        viewer.says(message);

        assertThat(breaks).hasSize(1).allMatch(what -> what.startsWith("viewer violates"));
        assertThat(agent.heard()).isEmpty();
    }

    static Stream<StreamMessage> noAgentSays() {
        return Stream.of(
                new Ack(101),
                new Ack(99),
                new Skip(1, POSITION),
                new StreamMessage.Suspended(100, POSITION),
                new StreamMessage.Opened(),
                new StreamMessage.Resumed(1000),
                new Ping());
    }

    @ParameterizedTest
    @MethodSource("noAgentSays")
    void an_agent_that_says_what_it_may_not_or_cannot_know_is_found_out_and_the_viewer_hears_nothing(
            StreamMessage message) {
        agent.says(message);

        assertThat(breaks).hasSize(1).allMatch(what -> what.startsWith("agent violates"));
        assertThat(viewer.heard()).isEmpty();
    }

    @Test
    void a_side_that_takes_no_more_stops_the_other_from_being_read_and_starts_it_again() {
        viewer.connection.write(viewer.channel.alloc().buffer().writeZero(20_000));
        viewer.channel.runPendingTasks();
        assertThat(agent.isRead()).isFalse();
        assertThat(viewer.isRead()).isTrue();

        viewer.connection.flush();
        viewer.heard();
        assertThat(agent.isRead()).isTrue();

        agent.connection.write(agent.channel.alloc().buffer().writeZero(20_000));
        agent.channel.runPendingTasks();
        assertThat(viewer.isRead()).isFalse();
        assertThat(agent.isRead()).isTrue();
    }

    @Test
    void a_closed_connection_is_told_with_its_code() {
        viewer.closes(1006);
        agent.closes(4106);

        assertThat(breaks).containsExactly("viewer closed 1006", "agent closed 4106");
    }

    private final class Written implements Relay.Breaks {
        @Override
        public void viewerClosed(int code) {
            breaks.add("viewer closed " + code);
        }

        @Override
        public void agentClosed(int code) {
            breaks.add("agent closed " + code);
        }

        @Override
        public void desktopEnded() {
            breaks.add("desktop ended");
        }

        @Override
        public void viewerViolates(String what) {
            breaks.add("viewer violates: " + what);
        }

        @Override
        public void agentViolates(String what) {
            breaks.add("agent violates: " + what);
        }
    }
}
