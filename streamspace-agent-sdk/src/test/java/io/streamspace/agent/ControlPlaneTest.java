package io.streamspace.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ControlPlaneTest {
    @ParameterizedTest
    @CsvSource({
        "http://hub:8080, ws://hub:8080",
        "http://hub:8080/, ws://hub:8080",
        "ws://hub:8080, ws://hub:8080",
        "WSS://hub, wss://hub",
        "https://hub, wss://hub",
        "wss://hub/api/v1/agent/connect, wss://hub",
        "wss://hub/api/v1/agents/hub, wss://hub",
        "ws://hub:8080/agent/ws/, ws://hub:8080",
        "https://hub/streamspace, wss://hub/streamspace",
        "https://hub/streamspace/api/v1/agent/connect, wss://hub/streamspace",
        "http://[::1]:8080, ws://[::1]:8080"
    })
    void every_documented_spelling_leads_to_the_same_link(String given, String base) {
        ControlPlane hub = ControlPlane.of(given);

        assertThat(hub.linkUri("agent-1")).hasToString(base + "/api/v1/agent/connect?agent_id=agent-1");
        assertThat(hub.streamUri()).hasToString(base + "/api/v1/agent/stream");
        assertThat(hub.registerUri()).hasToString(base.replaceFirst("^ws", "http") + "/api/v1/agents/register");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hub:8080", "ftp://hub", "http://", "", "http:///x", "ht tp://x", "localhost"})
    void anything_else_is_refused_with_a_good_example(String given) {
        assertThatExceptionOfType(AgentException.class)
                .isThrownBy(() -> ControlPlane.of(given))
                .withMessageContaining("https://streamspace.example.com")
                .satisfies(e -> assertThat(e.code()).isEqualTo(AgentException.Code.INVALID_SETTING));
    }

    @Test
    void a_password_in_the_address_is_refused_and_not_repeated() {
        assertThatExceptionOfType(AgentException.class)
                .isThrownBy(() -> ControlPlane.of("https://ann:secret@hub"))
                .withMessageNotContaining("secret");
    }
}
