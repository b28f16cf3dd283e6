package io.streamspace.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamspace.hub.internal.store.Migrations;
import io.streamspace.hub.testing.HubTest;
import io.streamspace.hub.testing.MemoryWire;
import io.streamspace.hub.testing.TestDatabase;
import io.streamspace.hub.testing.World;
import io.streamspace.protocol.message.Command;
import io.streamspace.protocol.message.CommandAction;
import io.streamspace.protocol.message.ObservedState;
import io.streamspace.protocol.message.Welcome;
import io.streamspace.protocol.state.SessionState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two hubs on one database, in each other's way. */
class TwoHubsTest extends HubTest {
    private Hub other;

    @BeforeEach
    void addHub() {
        other = world.addHub("hub-2", settings -> settings);
    }

    private Hub either(int i) {
        return i % 2 == 0 ? world.hub() : other;
    }

    private static <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
        try (var threads = Executors.newFixedThreadPool(16)) {
            var results = new ArrayList<T>();
            for (var done : threads.invokeAll(calls)) {
                results.add(done.get());
            }
            return results;
        }
    }

    @Test
    void links_that_race_for_an_agent_get_different_epochs_and_one_stays() throws Exception {
        world.hub().agents().register(World.ENROLMENT_KEY, "agent-1", "memory", "here");
        var agents =
                IntStream.range(0, 12).mapToObj(i -> world.scripted("agent-1")).toList();
        var links = IntStream.range(0, 12)
                .<Callable<Long>>mapToObj(i -> () -> {
                    var agent = agents.get(i).open(new MemoryWire(either(i), "agent-1"));
                    agent.hello();
                    return agent.await(Welcome.class).epoch();
                })
                .toList();

        assertThat(atOnce(links))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 12).mapToObj(Long::valueOf).toList());

        world.await(() ->
                assertThat(agents.stream().filter(agent -> !agent.isClosed())).hasSize(1));
        assertThat(database.read("SELECT epoch || status FROM agents")).isEqualTo("12online");
    }

    @Test
    void of_wishes_that_contradict_each_other_each_is_done_or_refused_and_the_end_is_the_end() throws Exception {
        var agent = world.agent("agent-1");
        var session = world.running(agent);
        var wishes = IntStream.range(0, 24)
                .<Callable<Boolean>>mapToObj(i -> () -> {
                    try {
                        var sessions = either(i).sessions();
                        switch (i % 4) {
                            case 0 -> sessions.hibernate(session.id());
                            case 1 -> sessions.tag(session.id(), List.of("tag-" + i));
                            case 2 -> sessions.wake(session.id());
                            default -> sessions.terminate(session.id());
                        }
                        return true;
                    } catch (HubException e) {
                        assertThat(e.code()).isEqualTo(HubException.Code.INVALID_STATE);
                        return false;
                    }
                })
                .toList();
        atOnce(wishes);

        assertThat(world.session(session.id()).desired()).isEqualTo(DesiredState.TERMINATED);
        assertThat(database.read("SELECT count(*) FROM agent_commands WHERE command_type = 'stop_session'"))
                .isEqualTo("1");
        var stop = agent.await(Command.class);
        while (stop.payload().action() != CommandAction.STOP_SESSION) {
            stop = agent.await(Command.class);
        }
        assertThat(stop.generation()).isEqualTo(world.session(session.id()).generation());
        agent.complete(stop, ObservedState.STOPPED);
        world.awaitState(session.id(), SessionState.TERMINATED);
    }

    @Test
    void two_hubs_may_start_at_once_on_an_empty_database() throws Exception {
        try (var empty = TestDatabase.createEmpty()) {
            var starts = IntStream.range(0, 4)
                    .<Callable<Boolean>>mapToObj(i -> () -> {
                        new Migrations(empty.dataSource()).apply();
                        return true;
                    })
                    .toList();
            assertThat(atOnce(starts)).containsOnly(true);
            assertThat(empty.read("SELECT count(*) FROM streamspace_schema_history WHERE version = '1'"))
                    .isEqualTo("1");
        }
    }

    @Test
    void the_hub_shares_a_database_with_the_application_around_it() {
        try (var shared = TestDatabase.createEmpty()) {
            shared.execute("CREATE TABLE customers (id INT)");
            shared.execute("CREATE TABLE flyway_schema_history (installed_rank INT)");
            new Migrations(shared.dataSource()).apply();
            assertThat(shared.read("SELECT count(*) FROM sessions")).isEqualTo("0");
        }
    }

    @Test
    void a_page_of_sessions_ends_where_the_next_begins_also_while_sessions_come() {
        var ids = new ArrayList<String>();
        for (int i = 0; i < 7; i++) {
            ids.addFirst(world.start().id());
            world.time().advance(Duration.ofSeconds(1));
        }
        var first = other.sessions().list(page(3, null));
        world.start();
        var second = other.sessions().list(page(3, first.nextCursor()));
        var third = other.sessions().list(page(3, second.nextCursor()));

        var seen = new ArrayList<String>();
        for (var page : List.of(first, second, third)) {
            page.items().forEach(session -> seen.add(session.id()));
        }
        assertThat(seen).containsExactlyElementsOf(ids);
        assertThat(first.totalCount()).isEqualTo(7);
        assertThat(third.nextCursor()).isNull();
    }

    private static SessionQuery page(int limit, @Nullable String cursor) {
        return new SessionQuery("ada", Set.of(), null, limit, cursor);
    }

    @Test
    void sessions_are_listed_by_owner_state_and_tag() {
        var mine = world.start();
        world.hub().sessions().start(StartRequest.of("bob", "desk"));
        world.hub().sessions().tag(mine.id(), List.of("thesis", "draft"));
        var sessions = other.sessions();

        assertThat(sessions.list(SessionQuery.ofOwner("ada")).items())
                .extracting(Session::id)
                .containsExactly(mine.id());
        assertThat(sessions.list(SessionQuery.all()).items()).hasSize(2);
        assertThat(sessions.list(new SessionQuery(null, Set.of(), "draft", 10, null))
                        .items())
                .extracting(Session::id)
                .containsExactly(mine.id());
        assertThat(sessions.list(new SessionQuery(null, Set.of(SessionState.RUNNING), null, 10, null))
                        .items())
                .isEmpty();
        assertThat(world.session(mine.id()).tags()).containsExactly("thesis", "draft");
    }
}
