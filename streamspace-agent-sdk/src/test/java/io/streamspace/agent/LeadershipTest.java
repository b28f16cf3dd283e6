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

    @Test
    void a_process_whose_lead_is_over_begins_nothing_although_nobody_has_told_it() {
        election.elect(1);
        rig.settle();
        FakeHub.Dial link = rig.link();
        link.say(Rig.start("c1", "s1", 1));
        rig.loop.settle();

        election.lapse();
        rig.settle();
        election.depose();
        rig.pass(Duration.ofMinutes(6));

        assertThat(rig.driver.calls).isEmpty();
        assertThat(Rig.answers(link, "c1")).containsExactly("ack");
    }

    @Test
    void a_verb_that_ends_after_the_lead_is_not_answered_and_nothing_follows_it() {
        election.elect(1);
        rig.settle();
        FakeHub.Dial link = rig.link();
        link.say(Rig.start("c1", "s1", 1));
        rig.settle();
        rig.driver.duringStop = progress -> election.lapse();

        link.say(Rig.stop("c2", "s1", 2));
        rig.settle();

        assertThat(rig.driver.calls).containsExactly("start s1", "stop s1");
        assertThat(Rig.answers(link, "c2")).containsExactly("ack");
        election.depose();
        election.elect(3);
        rig.settle();
        FakeHub.Dial next = rig.link();
        next.say(Rig.stop("c2", "s1", 2));
        rig.settle();
        assertThat(Rig.answers(next, "c2")).as("given again, done again").containsExactly("ack", "complete");
    }

    private static final class HandElection implements LeaderElection {
        private @Nullable Candidate candidate;
        private boolean leads;

        void elect(long term) {
            leads = true;
            if (candidate != null) {
                candidate.elected(term);
            }
        }

        /** The time is over, as for a process that was suspended, and its threads have not noticed yet. */
        void lapse() {
            leads = false;
        }

        void depose() {
            leads = false;
            if (candidate != null) {
                candidate.deposed();
            }
        }

        @Override
        public void campaign(Candidate newCandidate) {
            candidate = newCandidate;
        }

        @Override
        public boolean leads() {
            return leads;
        }

        @Override
        public void close() {}
    }
}
