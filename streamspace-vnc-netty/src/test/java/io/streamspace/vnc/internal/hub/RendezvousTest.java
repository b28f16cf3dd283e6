package io.streamspace.vnc.internal.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamspace.protocol.CloseCode;
import io.streamspace.protocol.stream.StreamMessage;
import io.streamspace.protocol.stream.StreamMessage.Ack;
import io.streamspace.protocol.stream.StreamMessage.Gone;
import io.streamspace.protocol.stream.StreamMessage.Ping;
import io.streamspace.protocol.stream.StreamMessage.Pong;
import io.streamspace.protocol.stream.StreamMessage.Rejoin;
import io.streamspace.protocol.stream.StreamMessage.Resume;
import io.streamspace.protocol.stream.StreamMessage.Resumed;
import io.streamspace.vnc.ViewerGrant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stream that the hub does not know: nobody waits, the agent does, or viewers do; whoever comes then is joined, refused or waits too. */
class RendezvousTest {
    private static final String POSITION = "MESSAGES//0/false/0/false/";
    private static final String IN_CONTROL = "control control both 0 shared sess-1 ann";
    private static final Gone GONE = new Gone("the stream has ended");

    private final TestHub hub = new TestHub();
    private final Rendezvous rendezvous = hub.context.rendezvous();
    private final List<Wire> wires = new ArrayList<>();

    @AfterEach
    void close() {
        hub.context.streams().matching(stream -> true).forEach(stream -> stream.end(CloseCode.SESSION_ENDED));
        wires.forEach(Wire::heard);
        wires.forEach(Wire::close);
    }

    private Wire agent(String key) {
        return agent(key, IN_CONTROL);
    }

    private Wire agent(String key, String viewer) {
        Wire wire = wire(Wire.ofAgent());
        rendezvous.agent(
                hub.context, "agent-1", wire.connection, new Resume("agent-1", 1, "st-1", key, 70, viewer, POSITION));
        return wire;
    }

    private Wire viewer(String key, String user) {
        return viewer("st-1", key, TestHub.grant(user));
    }

    private Wire viewer(String streamId, String key, ViewerGrant grant) {
        Wire wire = wire(Wire.ofViewer());
        rendezvous.viewer(hub.context, hub.leg(wire, grant), grant, new Rejoin(streamId, key, 700));
        return wire;
    }

    private Wire wire(Wire wire) {
        wire.channel.freezeTime();
        wires.add(wire);
        return wire;
    }

    /** A connection that is brought to another event loop takes a turn on both. */
    private void settle() {
        for (int turn = 0; turn < 3; turn++) {
            wires.forEach(wire -> wire.channel.runPendingTasks());
        }
    }

    private static void later(Wire wire, long millis) {
        wire.channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        wire.channel.runScheduledPendingTasks();
    }

    private void assertJoined(Wire agent, Wire viewer) {
        settle();
        assertThat(agent.heard()).containsExactly(new Resumed(700));
        assertThat(viewer.heard()).containsExactly(new Resumed(70));
        assertThat(rendezvous.waiting()).isZero();
        assertThat(hub.context.streams().find("st-1")).isNotNull();
        assertThat(hub.host.events()).containsExactly("opened v1");
    }

    @Test
    void the_agent_comes_first_and_is_joined_with_its_viewer() {
        Wire agent = agent("key");
        assertThat(rendezvous.waiting()).isOne();
        assertThat(agent.heard()).isEmpty();

        assertJoined(agent, viewer("key", "ann"));
    }

    @Test
    void the_viewer_comes_first_and_is_joined_with_its_agent() {
        Wire viewer = viewer("key", "ann");
        assertThat(rendezvous.waiting()).isOne();

        assertJoined(agent("key"), viewer);
    }

    @Test
    void a_viewer_with_a_wrong_key_or_of_another_user_is_refused_while_the_agent_waits_on() {
        Wire agent = agent("key");

        assertThat(viewer("forged", "ann").heard()).containsExactly(CloseCode.STREAM_LOST.number());
        assertThat(viewer("key", "eve").heard()).containsExactly(CloseCode.STREAM_LOST.number());

        assertThat(rendezvous.waiting()).isOne();
        assertJoined(agent, viewer("key", "ann"));
    }

    @Test
    void viewers_that_wait_with_other_keys_are_refused_when_the_agent_comes_and_the_right_one_is_joined() {
        Wire forger = viewer("forged", "ann");
        Wire other = viewer("key", "eve");
        Wire viewer = viewer("key", "ann");

        Wire agent = agent("key");

        assertThat(forger.heard()).containsExactly(CloseCode.STREAM_LOST.number());
        assertThat(other.heard())
                .as("replaced by whoever came with its key")
                .containsExactly(CloseCode.STREAM_LOST.number());
        assertJoined(agent, viewer);
    }

    @Test
    void a_viewer_with_a_guess_does_not_send_away_the_one_that_waits() {
        Wire viewer = viewer("key", "ann");
        Wire guesser = viewer("guess", "ann");
        assertThat(rendezvous.waiting()).isEqualTo(2);
        assertThat(viewer.heard()).isEmpty();

        assertJoined(agent("key"), viewer);
        assertThat(guesser.heard()).containsExactly(CloseCode.STREAM_LOST.number());
    }

    @Test
    void an_end_that_comes_again_takes_the_place_of_its_earlier_connection() {
        Wire lost = agent("key");
        Wire agent = agent("key");
        assertThat(lost.heard()).containsExactly(GONE, CloseCode.STREAM_CLOSED.number());
        assertThat(rendezvous.waiting()).isOne();

        assertJoined(agent, viewer("key", "ann"));
    }

    @Test
    void a_viewer_that_comes_again_takes_the_place_of_its_earlier_connection() {
        Wire lost = viewer("key", "ann");
        Wire viewer = viewer("key", "ann");
        assertThat(lost.heard()).containsExactly(CloseCode.STREAM_LOST.number());
        assertThat(rendezvous.waiting()).isOne();

        assertJoined(agent("key"), viewer);
    }

    @Test
    void ends_of_other_streams_wait_beside_each_other() {
        Wire agent = agent("key");
        Wire other = viewer("st-2", "key", TestHub.grant("ann"));
        assertThat(rendezvous.waiting()).isEqualTo(2);

        viewer("key", "ann");
        settle();

        assertThat(agent.heard()).containsExactly(new Resumed(700));
        assertThat(other.heard()).isEmpty();
        assertThat(rendezvous.waiting()).isOne();
    }

    @Test
    void an_end_that_waits_for_too_long_is_told_and_forgotten() {
        long patience = hub.context.settings().resumeTimeout().toMillis();
        Wire agent = agent("key");
        Wire viewer = viewer("st-2", "key", TestHub.grant("ann"));
        later(agent, patience - 1);
        later(viewer, patience - 1);
        assertThat(agent.heard()).isEmpty();
        assertThat(viewer.heard()).isEmpty();

        later(agent, 1);
        later(viewer, 1);

        assertThat(agent.heard()).containsExactly(GONE, CloseCode.STREAM_CLOSED.number());
        assertThat(viewer.heard()).containsExactly(CloseCode.STREAM_LOST.number());
        assertThat(rendezvous.waiting()).isZero();
    }

    @Test
    void an_end_that_was_joined_in_time_is_not_told_later_that_it_waited_too_long() {
        Wire agent = agent("key");
        Wire viewer = viewer("key", "ann");
        assertJoined(agent, viewer);

        later(agent, hub.context.settings().resumeTimeout().toMillis());

        assertThat(agent.heard()).isEmpty();
        assertThat(viewer.heard()).isEmpty();
    }

    @Test
    void an_end_that_goes_away_while_it_waits_is_forgotten() {
        Wire agent = agent("key");
        Wire viewer = viewer("st-2", "key", TestHub.grant("ann"));

        agent.closes(1006);
        viewer.closes(1006);

        assertThat(rendezvous.waiting()).isZero();
        viewer("key", "ann");
        assertThat(rendezvous.waiting()).isOne();
    }

    @Test
    void an_end_that_waits_neither_says_nor_sends_anything_but_a_viewers_ping() {
        Wire agent = agent("key");
        agent.says(new Ack(1));
        agent.says(new Ping());
        agent.sends(1);
        assertThat(agent.heard())
                .containsOnly(CloseCode.AGENT_PROTOCOL_ERROR.number())
                .hasSize(3);

        Wire viewer = viewer("st-2", "key", TestHub.grant("ann"));
        viewer.says(new Ping());
        viewer.says(new Ack(1));
        viewer.sends(1);
        assertThat(viewer.heard())
                .containsExactly(
                        new Pong(), CloseCode.VIEWER_PROTOCOL_ERROR.number(), CloseCode.VIEWER_PROTOCOL_ERROR.number());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nobody",
                "master control both 0 shared sess-1 ann",
                "control control all 0 shared sess-1 ann",
                "control control both 1 shared sess-1 ann",
                "control control both much shared sess-1 ann",
                "control control both 0 sometimes sess-1 ann",
                "control control both 0 shared sess-1"
            })
    void an_agent_that_does_not_say_who_looked_is_refused(String viewer) {
        assertThat(agent("key", viewer).heard()).containsExactly(GONE, CloseCode.STREAM_CLOSED.number());
        assertThat(rendezvous.waiting()).isZero();
    }

    @Test
    void no_more_than_so_many_wait_for_one_agent_and_who_belongs_together_still_meets() {
        for (int i = 0; i < Rendezvous.MAX_PER_AGENT; i++) {
            viewer("st-" + (i + 1), "key", TestHub.grant("ann"));
        }
        assertThat(viewer("st-0", "key", TestHub.grant("ann")).heard()).containsExactly(CloseCode.STREAM_LOST.number());

        assertThat(agent("key").heard()).isEmpty();
        settle();
        StreamMessage resumed = new Resumed(700);
        assertThat(wires.getLast().heard()).containsExactly(resumed);
        assertThat(rendezvous.waiting()).isEqualTo(Rendezvous.MAX_PER_AGENT - 1);
    }
}
