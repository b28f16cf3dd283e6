package io.streamspace.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamspace.hub.Quota.Subject;
import io.streamspace.hub.testing.HubTest;
import io.streamspace.hub.testing.ScriptedAgent;
import io.streamspace.protocol.message.CommandAction;
import io.streamspace.protocol.message.ObservedState;
import io.streamspace.protocol.message.Resources;
import io.streamspace.protocol.state.SessionState;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QuotasTest extends HubTest {
    private static final long GIB = 1L << 30;

    private Quotas quotas;

    @BeforeEach
    void takeQuotas() {
        quotas = world.hub().quotas();
    }

    private static Quota sessions(Subject subject, int max) {
        return new Quota(subject, max, null, null);
    }

    @Test
    void of_twenty_starts_at_once_on_two_replicas_exactly_as_many_as_may_get_through() throws Exception {
        quotas.put(sessions(Subject.user("ada"), 5));
        assertThat(startAtOnce("ada")).isEqualTo(5);
        assertThat(quotas.used(Subject.user("ada")).sessions()).isEqualTo(5);
    }

    @Test
    void starts_of_several_members_at_once_do_not_exceed_the_quota_of_their_group() throws Exception {
        quotas.put(sessions(Subject.group("students"), 5));
        quotas.put(sessions(Subject.EVERY_USER, 4));
        for (var user : List.of("ada", "bob", "eve")) {
            quotas.assign(user, "students");
        }
        assertThat(startAtOnce("ada", "bob", "eve")).isEqualTo(5);
        assertThat(quotas.used(Subject.group("students")).sessions()).isEqualTo(5);
    }

    private long startAtOnce(String... users) throws Exception {
        var other = world.addHub("hub-2", settings -> settings);
        try (var threads = Executors.newFixedThreadPool(20)) {
            var starts = IntStream.range(0, 20)
                    .<Callable<Boolean>>mapToObj(
                            i -> () -> isStarted(i % 2 == 0 ? world.hub() : other, users[i % users.length]))
                    .toList();
            long started = 0;
            for (var start : threads.invokeAll(starts)) {
                started += start.get() ? 1 : 0;
            }
            return started;
        }
    }

    private static boolean isStarted(Hub hub, String user) {
        try {
            hub.sessions().start(StartRequest.of(user, "desk"));
            return true;
        } catch (HubException e) {
            assertThat(e.code()).isEqualTo(HubException.Code.QUOTA_EXCEEDED);
            return false;
        }
    }

    private static void assertRefused(ThrowingCallable start, String message) {
        assertThatThrownBy(start)
                .isInstanceOfSatisfying(
                        HubException.class, e -> assertThat(e.code()).isEqualTo(HubException.Code.QUOTA_EXCEEDED))
                .hasMessage(message);
    }

    private Session startWith(String user, Resources resources) {
        return world.hub()
                .sessions()
                .start(new StartRequest(user, "desk", null, null, null, List.of(), resources, null, Map.of()));
    }

    @Test
    void a_refusal_says_which_limit_how_much_is_used_and_what_to_do() {
        quotas.put(new Quota(Subject.user("ada"), 2, 4.0, 8 * GIB));
        startWith("ada", new Resources(3, GIB));

        assertRefused(
                () -> startWith("ada", new Resources(2, GIB)),
                "'ada' may use 4 cores at once and uses 3 cores; this session asks for 2 cores."
                        + " End or hibernate a session first, or ask an administrator for more.");
        assertRefused(
                () -> startWith("ada", new Resources(0.5, 8 * GIB)),
                "'ada' may use 8192 MiB of memory at once and uses 1024 MiB; this session asks for 8192 MiB."
                        + " End or hibernate a session first, or ask an administrator for more.");
        startWith("ada", new Resources(1, GIB));
        assertRefused(
                () -> startWith("ada", Resources.NONE),
                "'ada' may run 2 sessions at once and has 2."
                        + " End or hibernate a session first, or ask an administrator for more.");
    }

    @Test
    void a_group_that_is_full_refuses_each_of_its_members_and_nobody_else() {
        quotas.put(sessions(Subject.group("students"), 1));
        quotas.assign("ada", "students");
        quotas.assign("bob", "students");
        startWith("ada", Resources.NONE);

        assertRefused(
                () -> startWith("bob", Resources.NONE),
                "The group 'students' may run 1 session at once and has 1."
                        + " Wait until a session of the group ends, or ask an administrator for more.");
        startWith("eve", Resources.NONE);
        quotas.assign("bob", null);
        startWith("bob", Resources.NONE);
    }

    @Test
    void a_quota_of_ones_own_comes_before_that_of_every_user() {
        quotas.put(sessions(Subject.EVERY_USER, 0));
        quotas.put(sessions(Subject.user("ada"), 1));
        startWith("ada", Resources.NONE);
        assertThatThrownBy(() -> startWith("bob", Resources.NONE)).isInstanceOf(HubException.class);
        assertThat(quotas.remove(Subject.EVERY_USER)).isTrue();
        startWith("bob", Resources.NONE);
    }

    @Test
    void a_session_that_ends_or_sleeps_makes_room_and_needs_room_to_come_back() {
        quotas.put(sessions(Subject.user("ada"), 1));
        var agent = world.agent("agent-1");
        var first = world.running(agent);
        hibernate(agent, first);
        var second = world.running(agent);

        assertThatThrownBy(() -> world.hub().sessions().wake(first.id())).hasMessageContaining("may run 1 session");
        agent.status(second.id(), second.generation(), ObservedState.FAILED, "It broke.");
        world.awaitState(second.id(), SessionState.FAILED);
        world.hub().sessions().wake(first.id());

        assertThatThrownBy(() -> world.hub().sessions().restart(second.id())).hasMessageContaining("may run 1 session");
        world.hub().sessions().terminate(first.id());
        world.hub().sessions().restart(second.id());
    }

    private void hibernate(ScriptedAgent agent, Session session) {
        world.hub().sessions().hibernate(session.id());
        agent.complete(agent.awaitCommand(CommandAction.HIBERNATE_SESSION), ObservedState.HIBERNATED);
        world.awaitState(session.id(), SessionState.HIBERNATED);
    }

    @Test
    void quotas_that_nobody_can_mean_are_refused() {
        assertThatThrownBy(() -> new Quota(Subject.user("ada"), null, null, null))
                .hasMessageContaining("at least one");
        assertThatThrownBy(() -> new Quota(Subject.user("ada"), null, Double.NaN, null))
                .hasMessageContaining("negative");
        assertThatThrownBy(() -> Subject.group("no such\nname")).hasMessageContaining("The group's name");
        assertThatThrownBy(() -> Subject.user(" ")).isInstanceOf(HubException.class);
    }
}
