package io.streamspace.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamspace.agent.rig.FakeHub;
import io.streamspace.agent.rig.Rig;
import io.streamspace.agent.spi.LeaderElection;
import io.streamspace.protocol.message.Command;
import io.streamspace.protocol.message.CommandPayload;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Several processes with one agent id, of which one leads. */
final class LeadershipTest {
    private final HandElection election = new HandElection();
    private final Rig rig = new Rig(election);

    @Test
    void an_agent_that_does_not_lead_stands_by_until_it_is_elected() {
        assertThat(rig.hub.dials).isEmpty();
        assertThat(rig.agent.health().link()).isEqualTo(AgentHealth.Link.STANDBY);

        election.elect(5);
        rig.settle();
        FakeHub.Dial link = rig.link();
        assertThat(link.hello().leaderTerm()).isEqualTo(5);

        election.depose();
        rig.pass(Duration.ofMinutes(1));
        assertThat(link.closedWith).isNotZero();
        assertThat(rig.hub.last()).isSameAs(link);

        election.elect(7);
        rig.settle();
        assertThat(rig.link().hello().leaderTerm()).isEqualTo(7);
    }

    @Test
    void a_deposed_leader_hands_its_commands_back_and_undoes_nothing() {
        election.elect(1);
        rig.settle();
        FakeHub.Dial link = rig.link();
        rig.driver.duringStart = progress -> {
            election.depose();
            rig.loop.settle();
        };

        link.say(Rig.start("c1", "s1", 1));
        rig.settle();
        rig.pass(Duration.ofMinutes(6));

        assertThat(Rig.answers(link, "c1")).containsExactly("ack");
        assertThat(rig.driver.calls).containsExactly("start s1");
        assertThat(rig.driver.sessions).containsKey("s1");
    }

    @Test
    void a_look_that_a_deposed_leader_had_begun_is_not_answered_later() {
        election.elect(1);
        rig.settle();
        FakeHub.Dial link = rig.link();
        link.say(new Command("c1", null, 0, 60_000, new CommandPayload.ListSessions()));
        rig.loop.settle();
        election.depose();
        rig.settle();
        election.elect(2);
        rig.settle();
        FakeHub.Dial next = rig.link();

        rig.pass(Duration.ofMinutes(2));

        assertThat(Rig.answers(next, "c1")).isEmpty();
    }

    private static final class HandElection implements LeaderElection {
        private @Nullable Candidate candidate;

        void elect(long term) {
            if (candidate != null) {
                candidate.elected(term);
            }
        }

        void depose() {
            if (candidate != null) {
                candidate.deposed();
            }
        }

        @Override
        public void campaign(Candidate newCandidate) {
            candidate = newCandidate;
        }

        @Override
        public void close() {}
    }
}
