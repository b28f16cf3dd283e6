package io.streamspace.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamspace.hub.Template.Param;
import io.streamspace.hub.testing.HubTest;
import io.streamspace.hub.testing.MemoryWire;
import io.streamspace.hub.testing.ScriptedAgent;
import io.streamspace.hub.testing.World;
import io.streamspace.protocol.message.CommandAction;
import io.streamspace.protocol.message.CommandPayload;
import io.streamspace.protocol.message.ObservedState;
import io.streamspace.protocol.message.SessionSpec;
import io.streamspace.protocol.state.SessionState;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A secret parameter reaches its desktop and nobody else, whatever is done with the keys. */
class SecretParamsTest extends HubTest {
    private static final String VALUE = "pa55-phrase-of-ada";
    private static final String KEY = "the first long random text of the tests";
    private static final String LATER_KEY = "another long random text of the tests";

    private @Nullable Hub served;
    private Hub hub;
    private ScriptedAgent agent;

    @BeforeEach
    void enrol() {
        served = null;
        hub = world.hub();
        agent = world.scripted("agent-1");
        world.hub().agents().register(World.ENROLMENT_KEY, "agent-1", "memory", "here");
    }

    private Hub with(String replicaId, String... keys) {
        return world.addHub(replicaId, settings -> settings.secretKeys(keys));
    }

    /** A hub with these keys in the place of the one before, and the agent linked to it. */
    private void serve(String replicaId, String... keys) {
        if (served != null) {
            served.close();
        }
        hub = with(replicaId, keys);
        served = hub;
        hub.templates().put(template());
        agent = world.scripted("agent-1").platform("memory");
    }

    private void link() {
        agent.link(new MemoryWire(hub, "agent-1"));
    }

    private static Template template() {
        var secret = new Param(
                "licence", "Licence key", null, ParamType.SECRET, null, false, List.of(), null, null, null, null, null);
        var open = new Param("project", "Project", null, false, List.of());
        var base = Template.of("cad", "CAD", Map.of("memory", ""));
        return new Template(
                base.name(),
                base.displayName(),
                base.description(),
                base.icon(),
                base.category(),
                base.platforms(),
                base.endpoints(),
                base.resources(),
                Map.of(),
                base.command(),
                base.geometry(),
                List.of(secret, open),
                base.persistentHome(),
                base.options());
    }

    private Session start() {
        return hub.sessions()
                .start(new StartRequest(
                        "ada",
                        "cad",
                        null,
                        null,
                        null,
                        List.of(),
                        null,
                        null,
                        Map.of("licence", VALUE, "project", "bridge")));
    }

    private SessionSpec awaitStart() {
        var command = agent.awaitCommand(CommandAction.START_SESSION);
        agent.ack(command);
        agent.complete(command, ObservedState.RUNNING);
        return ((CommandPayload.StartSession) command.payload()).spec();
    }

    private static void assertWhole(SessionSpec spec) {
        assertThat(spec.env()).containsOnly(Map.entry("PARAM_LICENCE", VALUE), Map.entry("PARAM_PROJECT", "bridge"));
        assertThat(spec.params()).containsOnly(Map.entry("licence", VALUE), Map.entry("project", "bridge"));
    }

    /** Every row of every table, as text. */
    private String allRows() {
        var tables = database.read(
                "SELECT string_agg(tablename, ',') FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE '%history'");
        return Stream.of(tables.split(","))
                .map(table -> table + ": " + database.read("SELECT string_agg(t::text, '\n') FROM " + table + " t"))
                .collect(Collectors.joining("\n"));
    }

    private String sealingKey() {
        return database.read("SELECT string_agg(sealed ->> 'key', ',') FROM sessions");
    }

    @Test
    void the_value_reaches_the_agent_and_stands_in_no_row_and_no_answer() {
        serve("hub-a", KEY);
        link();
        var session = start();

        assertWhole(awaitStart());
        var running = world.awaitState(session.id(), SessionState.RUNNING);

        assertThat(allRows()).contains("bridge").contains(session.id()).doesNotContain(VALUE);
        assertThat(running.toString() + hub.sessions().list(SessionQuery.all())).doesNotContain(VALUE);
        assertThat(sealingKey()).hasSize(8);
    }

    @Test
    void what_wakes_gets_it_again_and_what_has_ended_keeps_nothing() {
        serve("hub-a", KEY);
        link();
        var session = start();
        awaitStart();
        world.awaitState(session.id(), SessionState.RUNNING);
        hub.sessions().hibernate(session.id());
        var hibernate = agent.awaitCommand(CommandAction.HIBERNATE_SESSION);
        agent.complete(hibernate, ObservedState.HIBERNATED);
        world.awaitState(session.id(), SessionState.HIBERNATED);

        hub.sessions().wake(session.id());
        var wake = agent.awaitCommand(CommandAction.WAKE_SESSION);
        assertWhole(((CommandPayload.WakeSession) wake.payload()).spec());
        assertThat(allRows()).doesNotContain(VALUE);

        hub.sessions().terminate(session.id());
        agent.complete(agent.awaitCommand(CommandAction.STOP_SESSION), ObservedState.STOPPED);
        world.awaitState(session.id(), SessionState.TERMINATED);
        assertThat(sealingKey()).isEqualTo("null");
    }

    @Test
    void without_a_key_a_value_is_refused_at_its_field_and_nothing_is_kept() {
        serve("hub-a");

        assertThatThrownBy(this::start).isInstanceOfSatisfying(HubException.class, e -> {
            assertThat(e.field()).contains("params.licence");
            assertThat(e).hasMessageContaining("this server has no key").hasMessageNotContaining(VALUE);
        });
        assertThat(database.read("SELECT count(*) FROM sessions")).isEqualTo("0");
    }

    @Test
    void a_wrong_key_fails_the_start_with_what_to_do_and_the_right_one_mends_it() {
        serve("hub-a", KEY);
        var session = start();
        serve("hub-b", LATER_KEY);
        link();

        var failed = world.awaitState(session.id(), SessionState.FAILED);

        assertThat(failed.error()).extracting(Session.Failure::code).isEqualTo("secrets_unreadable");
        assertThat(failed.toString()).contains("SECRET_KEYS").doesNotContain(VALUE);

        serve("hub-c", KEY);
        link();
        hub.sessions().restart(session.id());
        agent.complete(agent.awaitCommand(CommandAction.STOP_SESSION), ObservedState.STOPPED);
        assertWhole(awaitStart());
    }

    @Test
    void a_new_key_takes_over_at_the_start_so_that_the_old_one_can_go() {
        serve("hub-a", KEY);
        start();
        var before = sealingKey();
        serve("hub-b", LATER_KEY, KEY);
        assertThat(sealingKey()).hasSize(8).isNotEqualTo(before);

        serve("hub-c", LATER_KEY);
        link();

        assertWhole(awaitStart());
    }

    @Test
    void replicas_with_the_same_key_read_what_another_sealed() {
        serve("hub-a", KEY);
        var other = with("hub-b", KEY);
        start();
        agent.link(new MemoryWire(other, "agent-1"));

        assertWhole(awaitStart());
    }

    /** A session as a version without encryption stored it. */
    private void startInClear() {
        hub.sessions().start(StartRequest.of("ada", "cad"));
        database.execute("""
                UPDATE sessions SET spec = spec
                    || '{"params": {"licence": "%1$s", "project": "bridge"}}'
                    || '{"env": {"PARAM_LICENCE": "%1$s", "PARAM_PROJECT": "bridge"}}'""".formatted(VALUE));
    }

    @Test
    void what_an_earlier_version_left_in_clear_still_works_without_a_key() {
        serve("hub-a");
        startInClear();
        link();

        assertWhole(awaitStart());
    }

    @Test
    void what_an_earlier_version_left_in_clear_is_sealed_at_the_first_start_with_a_key() {
        serve("hub-a");
        startInClear();
        assertThat(allRows()).contains(VALUE);

        serve("hub-b", KEY);

        assertThat(allRows()).contains("bridge").doesNotContain(VALUE);
        link();
        assertWhole(awaitStart());
        assertThat(allRows()).doesNotContain(VALUE);
    }

    @Test
    void a_ciphertext_is_of_no_use_in_the_row_of_another_session() {
        serve("hub-a", KEY);
        var stolen = start();
        var thief = hub.sessions().start(StartRequest.of("eve", "cad"));
        database.execute("UPDATE sessions SET sealed = (SELECT sealed FROM sessions WHERE id = '" + stolen.id()
                + "') WHERE id = '" + thief.id() + "'");
        link();

        assertThat(world.awaitState(thief.id(), SessionState.FAILED).error())
                .extracting(Session.Failure::code)
                .isEqualTo("secrets_unreadable");
    }
}
