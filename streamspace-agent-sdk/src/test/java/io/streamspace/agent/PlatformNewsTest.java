package io.streamspace.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.streamspace.agent.rig.FakeHub;
import io.streamspace.agent.rig.Rig;
import io.streamspace.agent.spi.SessionFacts;
import io.streamspace.agent.spi.SessionRef;
import io.streamspace.protocol.message.CommandPayload;
import io.streamspace.protocol.message.HubMessage;
import io.streamspace.protocol.message.ObservedState;
import io.streamspace.protocol.message.SessionSpec;
import io.streamspace.protocol.message.SessionStatus;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the hub is told of sessions that change without a command. */
final class PlatformNewsTest {
    private final Rig rig = new Rig();
    private final FakeHub.Dial link = rig.link();

    @Test
    void what_the_platform_does_by_itself_is_told_within_the_watch() {
        say(Rig.start("c1", "s1", 1));

        SessionFacts ended = rig.driver.put(new SessionRef("s1", 1, null), ObservedState.STOPPED);
        if (rig.driver.watcher != null) {
            rig.driver.watcher.changed(ended);
        }
        rig.settle();

        assertThat(link.said(SessionStatus.class)).singleElement().satisfies(s -> {
            assertThat(s.session().state()).isEqualTo(ObservedState.STOPPED);
            assertThat(s.generation()).isEqualTo(1);
        });
        assertThat(rig.hub.streams).contains("ended s1");
    }

    @Test
    void a_missed_watch_event_is_found_by_the_regular_list() {
        say(Rig.start("c1", "s1", 1));
        say(Rig.start("c2", "s2", 1));

        rig.driver.put(new SessionRef("s1", 1, null), ObservedState.FAILED);
        rig.driver.sessions.remove("s2");
        rig.pass(Duration.ofSeconds(31));

        assertThat(link.said(SessionStatus.class))
                .extracting(SessionStatus::sessionId, s -> s.session().state())
                .containsExactlyInAnyOrder(tuple("s1", ObservedState.FAILED), tuple("s2", ObservedState.STOPPED));
        rig.pass(Duration.ofSeconds(60));
        assertThat(link.said(SessionStatus.class)).hasSize(2);
    }

    @Test
    void an_event_while_a_command_is_at_work_is_looked_at_afterwards() {
        say(Rig.start("c1", "s1", 1));
        rig.driver.duringStart = progress -> {};
        link.say(Rig.command("c2", "s1", 2, new CommandPayload.WakeSession(null, SessionSpec.of("ann", "desktop"))));
        rig.loop.settle();
        if (rig.driver.watcher != null) {
            rig.driver.watcher.changed(
                    new SessionFacts("s1", 1, ObservedState.STOPPED, "h-s1", Map.of(), Map.of(), null));
        }
        rig.loop.settle();

        rig.settle();

        assertThat(link.said(SessionStatus.class)).isEmpty();
        assertThat(Rig.answers(link, "c2")).containsExactly("ack", "complete");
    }

    private void say(HubMessage message) {
        link.say(message);
        rig.settle();
    }
}
