package io.streamspace.vnc.internal.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamspace.protocol.CloseCode;
import io.streamspace.protocol.stream.StreamMessage;
import io.streamspace.protocol.stream.StreamMessage.Ack;
import io.streamspace.protocol.stream.StreamMessage.Ping;
import io.streamspace.protocol.stream.StreamMessage.Pong;
import io.streamspace.protocol.stream.StreamMessage.Suspend;
import io.streamspace.protocol.stream.StreamMessage.Suspended;
import io.streamspace.vnc.internal.stream.StreamConnection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each end is there and asked, there and has answered, away, or back; every way from one to the next is taken here. */
class SuspensionTest {
    private static final String POSITION = "MESSAGES//0/false/0/false/";
    private static final Suspended VIEWER_HAS = new Suspended(700, null);
    private static final Suspended AGENT_HAS = new Suspended(70, POSITION);

    private final TestHub hub = new TestHub();
    private final Wire viewer = Wire.ofViewer();
    private final Wire agent = Wire.ofAgent();
    private final Wire laterViewer = Wire.ofViewer();
    private final Wire laterAgent = Wire.ofAgent();
    private final ViewerLeg leg = hub.leg(viewer, TestHub.grant("ann"));
    private final ViewerLeg laterLeg = hub.leg(laterViewer, TestHub.grant("ann"));
    private final List<String> ends = new ArrayList<>();
    private final Suspension suspension = new Suspension(new Written());

    @AfterEach
    void close() {
        List.of(viewer, agent, laterViewer, laterAgent).forEach(Wire::close);
    }

    @Test
    void the_agent_that_is_there_is_asked_and_the_viewer_comes_back_before_it_answers() {
        suspension.askAgent(agent.connection);
        assertThat(agent.heard()).containsExactly(new Suspend());

        assertThat(suspension.arrived(leg, 700)).isNull();
        assertThat(ends).isEmpty();
        agent.says(AGENT_HAS);

        assertThat(ends).containsExactly("complete 700 70 " + POSITION);
    }

    @Test
    void the_agent_that_is_there_answers_before_the_viewer_comes_back() {
        suspension.askAgent(agent.connection);
        agent.says(AGENT_HAS);
        assertThat(ends).isEmpty();

        suspension.arrived(leg, 700);

        assertThat(ends).containsExactly("complete 700 70 " + POSITION);
    }

    @Test
    void the_viewer_that_is_there_is_asked_and_the_agent_comes_back_before_it_answers() {
        suspension.ask(leg);
        assertThat(viewer.heard()).containsExactly(new Suspend());

        assertThat(suspension.arrived(agent.connection, AGENT_HAS)).isNull();
        assertThat(ends).isEmpty();
        viewer.says(VIEWER_HAS);

        assertThat(ends).containsExactly("complete 700 70 " + POSITION);
    }

    @Test
    void both_were_away_and_come_back_in_either_order() {
        suspension.arrived(agent.connection, AGENT_HAS);
        suspension.arrived(leg, 700);
        assertThat(ends).containsExactly("complete 700 70 " + POSITION);

        var other = new Suspension(new Written());
        other.arrived(laterLeg, 701);
        other.arrived(laterAgent.connection, AGENT_HAS);
        assertThat(ends).hasSize(2).contains("complete 701 70 " + POSITION);
    }

    @Test
    void who_is_asked_is_read_although_nothing_was_before() {
        agent.connection.reading(false);

        suspension.askAgent(agent.connection);

        assertThat(agent.isRead()).isTrue();
    }

    @Test
    void what_was_under_way_when_an_end_was_asked_is_void() {
        suspension.askAgent(agent.connection);
        suspension.arrived(leg, 700);
        agent.heard();

        agent.sends(1, 2, 3);
        agent.says(new Ack(12));
        agent.says(AGENT_HAS);

        assertThat(agent.heard()).isEmpty();
        assertThat(ends).containsExactly("complete 700 70 " + POSITION);
    }

    @Test
    void an_end_that_has_answered_or_come_back_neither_says_nor_sends_anything() {
        suspension.askAgent(agent.connection);
        agent.says(AGENT_HAS);
        agent.heard();
        agent.says(AGENT_HAS);
        agent.sends(1);
        assertThat(agent.heard())
                .containsExactly(CloseCode.AGENT_PROTOCOL_ERROR.number(), CloseCode.AGENT_PROTOCOL_ERROR.number());

        var other = new Suspension(new Written());
        other.arrived(leg, 700);
        viewer.says(new Ack(1));
        viewer.sends(1);
        assertThat(viewer.heard())
                .containsExactly(CloseCode.VIEWER_PROTOCOL_ERROR.number(), CloseCode.VIEWER_PROTOCOL_ERROR.number());
        assertThat(ends).isEmpty();
    }

    @Test
    void a_viewer_may_ask_whether_the_hub_is_there_before_and_after_its_answer_and_an_agent_may_not() {
        suspension.ask(leg);
        viewer.says(new Ping());
        viewer.says(VIEWER_HAS);
        viewer.says(new Ping());
        assertThat(viewer.heard()).containsExactly(new Suspend(), new Pong(), new Pong());

        suspension.arrived(agent.connection, AGENT_HAS);
        agent.says(new Ping());
        assertThat(agent.heard()).containsExactly(CloseCode.AGENT_PROTOCOL_ERROR.number());
    }

    @Test
    void an_end_that_comes_back_while_it_was_believed_to_be_there_takes_the_place_of_its_connection() {
        suspension.ask(leg);
        suspension.arrived(agent.connection, AGENT_HAS);

        assertThat(suspension.arrived(laterLeg, 800)).isSameAs(leg);
        assertThat(suspension.arrived(laterAgent.connection, AGENT_HAS)).isSameAs(agent.connection);
        viewer.closes(1006);
        agent.closes(1006);

        assertThat(suspension.viewer()).isSameAs(laterLeg);
        assertThat(suspension.agent()).isSameAs(laterAgent.connection);
        assertThat(ends).doesNotContain("viewer closed 1006", "agent closed 1006");
    }

    @Test
    void an_answer_that_an_end_gave_on_a_connection_is_void_when_that_is_lost() {
        suspension.askAgent(agent.connection);
        agent.says(AGENT_HAS);
        agent.closes(1006);
        assertThat(ends).containsExactly("agent closed 1006");
        assertThat(suspension.agent()).isNull();

        suspension.arrived(leg, 700);
        viewer.closes(4009);
        assertThat(ends).containsExactly("agent closed 1006", "viewer closed 4009");
        assertThat(suspension.viewer()).isNull();

        suspension.arrived(laterAgent.connection, new Suspended(71, POSITION));
        assertThat(ends).hasSize(2);
        suspension.arrived(laterLeg, 701);
        assertThat(ends).hasSize(3).endsWith("complete 701 71 " + POSITION);
    }

    @Test
    void an_end_that_is_lost_before_it_answered_may_come_back() {
        suspension.ask(leg);
        viewer.closes(1006);
        suspension.arrived(agent.connection, AGENT_HAS);
        assertThat(ends).containsExactly("viewer closed 1006");

        suspension.arrived(laterLeg, 700);

        assertThat(ends).hasSize(2).endsWith("complete 700 70 " + POSITION);
    }

    private final class Written implements Suspension.Ends {
        @Override
        public void complete(
                ViewerLeg viewerLeg,
                StreamMessage.Suspended viewerHas,
                StreamConnection agentConnection,
                StreamMessage.Suspended agentHas) {
            ends.add("complete " + viewerHas.received() + " " + agentHas.received() + " " + agentHas.position());
        }

        @Override
        public void viewerClosed(int code) {
            ends.add("viewer closed " + code);
        }

        @Override
        public void agentClosed(int code) {
            ends.add("agent closed " + code);
        }
    }
}
