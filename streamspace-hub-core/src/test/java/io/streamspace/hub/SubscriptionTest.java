package io.streamspace.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamspace.hub.testing.HubTest;
import io.streamspace.protocol.message.CommandAction;
import io.streamspace.protocol.message.ObservedState;
import io.streamspace.protocol.state.SessionState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SubscriptionTest extends HubTest {
    private final List<SessionUpdate> heard = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void forget() {
        heard.clear();
    }

    private List<SessionState> states(String sessionId) {
        return List.copyOf(heard).stream()
                .filter(update -> update.sessionId().equals(sessionId))
                .filter(SessionUpdate.Changed.class::isInstance)
                .map(update -> ((SessionUpdate.Changed) update).session().state())
                .distinct()
                .toList();
    }

    @Test
    void a_subscriber_hears_of_its_sessions_in_order_and_of_no_others() {
        var agent = world.agent("agent-1");
        world.hub().sessions().subscribe(SessionFilter.ofOwner("ada"), heard::add);
        world.hub().sessions().start(StartRequest.of("bob", "desk"));
        agent.start();

        var session = world.running(agent);
        world.hub().sessions().terminate(session.id());
        agent.complete(agent.awaitCommand(CommandAction.STOP_SESSION), ObservedState.STOPPED);

        world.await(() -> assertThat(states(session.id())).endsWith(SessionState.TERMINATED));
        assertThat(List.copyOf(heard)).allMatch(update -> update.sessionId().equals(session.id()));
        var versions = List.copyOf(heard).stream()
                .map(update -> ((SessionUpdate.Changed) update).session().version())
                .toList();
        assertThat(versions).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void a_subscriber_that_hangs_delays_nobody_and_gets_the_latest_state_in_the_end() throws Exception {
        var agent = world.agent("agent-1");
        var release = new CountDownLatch(1);
        var slow = Collections.synchronizedList(new ArrayList<SessionUpdate>());
        world.hub().sessions().subscribe(SessionFilter.all(), update -> {
            slow.add(update);
            await(release);
        });
        world.hub().sessions().subscribe(SessionFilter.all(), heard::add);

        var session = world.running(agent);
        for (int i = 0; i < 50; i++) {
            world.hub().sessions().tag(session.id(), List.of("tag-" + i));
        }
        world.await(() -> assertThat(latest(heard).tags()).containsExactly("tag-49"));
        assertThat(slow).hasSize(1);

        release.countDown();
        world.await(() -> assertThat(latest(slow).tags()).containsExactly("tag-49"));
        assertThat(slow.size()).isLessThan(10);
    }

    private static Session latest(List<SessionUpdate> updates) {
        return ((SessionUpdate.Changed) List.copyOf(updates).getLast()).session();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void a_subscriber_that_throws_hears_the_next_change_and_one_that_left_hears_nothing() {
        var session = world.start();
        world.hub().sessions().subscribe(SessionFilter.ofSession(session.id()), update -> {
            heard.add(update);
            throw new IllegalStateException("on purpose");
        });
        var left = new ArrayList<SessionUpdate>();
        world.hub().sessions().subscribe(SessionFilter.all(), left::add).close();

        world.hub().sessions().tag(session.id(), List.of("one"));
        world.await(() -> assertThat(latest(heard).tags()).containsExactly("one"));
        world.hub().sessions().tag(session.id(), List.of("two"));
        world.await(() -> assertThat(latest(heard).tags()).containsExactly("two"));
        assertThat(left).isEmpty();
    }
}
