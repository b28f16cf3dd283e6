package io.streamspace.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamspace.protocol.ProtocolException.Code;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtocolVersionTest {
    private static final int CURRENT = ProtocolVersion.CURRENT.number();

    @Test
    void an_agent_of_this_version_is_served_with_it() {
        assertThat(ProtocolVersion.negotiate(CURRENT)).isEqualTo(ProtocolVersion.CURRENT);
    }

    @Test
    void an_agent_one_version_ahead_is_served_with_this_version() {
        assertThat(ProtocolVersion.negotiate(CURRENT + 1)).isEqualTo(ProtocolVersion.CURRENT);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 1000, Integer.MAX_VALUE - 1})
    void an_agent_further_ahead_is_refused_with_a_sentence_that_names_the_hub(int ahead) {
        assertThatThrownBy(() -> ProtocolVersion.negotiate(CURRENT + ahead))
                .hasMessageContaining("Upgrade the hub")
                .isInstanceOfSatisfying(
                        ProtocolException.class, e -> assertThat(e.code()).isEqualTo(Code.UNSUPPORTED_VERSION));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void an_agent_before_the_first_version_is_refused_with_a_sentence_that_names_the_agent(int version) {
        assertThatThrownBy(() -> ProtocolVersion.negotiate(version))
                .hasMessageContaining("Upgrade the agent")
                .isInstanceOfSatisfying(
                        ProtocolException.class, e -> assertThat(e.code()).isEqualTo(Code.UNSUPPORTED_VERSION));
    }

    /** The rule as such, with numbers that this build does not have yet. */
    @ParameterizedTest
    @CsvSource({"5, 2, false", "5, 3, true", "5, 4, true", "5, 5, true", "5, 6, true", "5, 7, false", "1, 0, false"})
    void a_hub_serves_two_versions_below_and_one_above_its_own(int hub, int agent, boolean served) {
        assertThat(ProtocolVersion.serves(hub, agent)).isEqualTo(served);
    }

    @Test
    void versions_are_numbered_in_the_order_of_their_days() {
        assertThat(ProtocolVersion.values())
                .isSortedAccordingTo((a, b) -> Integer.compare(a.number(), b.number()))
                .isSortedAccordingTo((a, b) -> a.since().compareTo(b.since()))
                .endsWith(ProtocolVersion.CURRENT);
    }

    @Test
    void capabilities_in_force_are_those_that_both_sides_named() {
        Set<String> ours = Set.of(Capability.STREAM_RESUME, Capability.HIBERNATE);
        Set<String> theirs = Set.of(Capability.HIBERNATE, "of-a-later-version");

        assertThat(Capability.inForce(ours, theirs)).containsExactly(Capability.HIBERNATE);
    }
}
