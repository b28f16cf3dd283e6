package io.streamspace.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamspace.hub.HubException.Code;
import io.streamspace.hub.testing.HubTest;
import io.streamspace.hub.testing.World;
import io.streamspace.protocol.state.AgentState;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnrolmentTest extends HubTest {
    private static void assertCode(Code code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        HubException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void an_enrolment_key_enrols_and_each_agent_gets_a_key_of_its_own() {
        var agents = world.hub().agents();
        var one = agents.register(World.ENROLMENT_KEY, "agent-1", "memory", null);
        var two = agents.register(World.ENROLMENT_KEY, "agent-2", "memory", "eu");

        assertThat(one.agentKey()).hasSizeGreaterThanOrEqualTo(43).isNotEqualTo(two.agentKey());
        assertThat(one.toString()).doesNotContain(one.agentKey());
        assertThat(database.read("SELECT string_agg(agents::text, ' ') FROM agents"))
                .doesNotContain(one.agentKey(), World.ENROLMENT_KEY);
        assertThat(agents.find("agent-1").orElseThrow().state()).isEqualTo(AgentState.OFFLINE);
    }

    @Test
    void several_enrolment_keys_are_good_so_that_one_can_be_replaced() {
        var hub = world.addHub("hub-2", s -> s.enrolmentKeys("the-old-enrolment-key", "the-new-enrolment-key"));
        hub.agents().register("the-old-enrolment-key", "agent-1", "memory", null);
        hub.agents().register("the-new-enrolment-key", "agent-2", "memory", null);
        assertCode(Code.ENROLMENT_REFUSED, () -> hub.agents().register(World.ENROLMENT_KEY, "agent-3", "memory", null));
    }

    @Test
    void without_an_enrolment_key_nobody_can_enrol() {
        var hub = world.addHub("hub-2", s -> s.enrolmentKeys());
        assertCode(Code.ENROLMENT_REFUSED, () -> hub.agents().register("", "agent-1", "memory", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "../etc", "a b", "-x", "ünïcode", "a/b"})
    void a_name_that_cannot_be_one_is_refused_with_a_sentence(String name) {
        assertCode(
                Code.INVALID_REQUEST, () -> world.hub().agents().register(World.ENROLMENT_KEY, name, "memory", null));
        assertCode(
                Code.INVALID_REQUEST, () -> world.hub().agents().register(World.ENROLMENT_KEY, "agent-1", name, null));
    }

    @Test
    void nobody_takes_over_a_connected_agent_with_the_enrolment_key() {
        var agent = world.agent("agent-1");
        assertCode(
                Code.ENROLMENT_REFUSED,
                () -> world.hub().agents().register(World.ENROLMENT_KEY, "agent-1", "memory", null));

        agent.close();
        world.awaitAgent("agent-1", AgentState.OFFLINE);
        world.hub().agents().register(World.ENROLMENT_KEY, "agent-1", "memory", null);
        assertCode(
                Code.INVALID_REQUEST,
                () -> world.hub().agents().register(World.ENROLMENT_KEY, "agent-1", "docker", null));
    }

    @Test
    void a_rotated_key_is_another_one() {
        var first = world.hub().agents().register(World.ENROLMENT_KEY, "agent-1", "memory", null);
        var before = database.read("SELECT key_hash FROM agents");
        var second = world.hub().agents().rotateKey("agent-1");
        assertThat(second.agentKey()).isNotEqualTo(first.agentKey());
        assertThat(database.read("SELECT key_hash FROM agents")).isNotEqualTo(before);
        assertCode(Code.AGENT_NOT_FOUND, () -> world.hub().agents().rotateKey("nobody"));
        assertCode(Code.AGENT_NOT_FOUND, () -> world.hub().agents().drain("nobody", true));
        assertCode(Code.AGENT_NOT_FOUND, () -> world.hub().agents().remove("nobody"));
    }

    @Test
    void agents_are_listed_by_platform_state_and_region() {
        world.agent("agent-1");
        world.hub().agents().register(World.ENROLMENT_KEY, "agent-2", "docker", "eu");
        var agents = world.hub().agents();
        assertThat(agents.list(AgentQuery.all())).extracting(Agent::id).containsExactly("agent-1", "agent-2");
        assertThat(agents.list(new AgentQuery("docker", null, null)))
                .extracting(Agent::id)
                .containsExactly("agent-2");
        assertThat(agents.list(new AgentQuery(null, AgentState.ONLINE, null)))
                .extracting(Agent::id)
                .containsExactly("agent-1");
        assertThat(agents.list(new AgentQuery(null, null, "eu")))
                .extracting(Agent::id)
                .containsExactly("agent-2");
    }
}
