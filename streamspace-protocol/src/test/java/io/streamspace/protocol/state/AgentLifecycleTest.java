package io.streamspace.protocol.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class AgentLifecycleTest {
    private static final TransitionTable<AgentState, AgentEvent> TABLE = AgentLifecycle.TABLE;

    @Test
    void every_event_in_every_state_does_what_this_table_says() {
        assertThat(Matrix.of(TABLE)).isEqualTo("""
                                     offline      online       warning      draining
                reported_online      online       .            online       online
                reported_warning     warning      warning      .            warning
                drain_requested      draining     draining     draining     .
                link_lost            .            offline      offline      offline
                """);
    }

    @Test
    void every_linked_state_ends_when_nothing_is_heard() {
        assertThat(EnumSet.complementOf(EnumSet.of(AgentState.OFFLINE))).allSatisfy(state -> {
            assertThat(TABLE.deadline(state))
                    .hasValueSatisfying(d -> assertThat(d.event()).isEqualTo(AgentEvent.LINK_LOST));
            assertThat(TABLE.next(state, AgentEvent.LINK_LOST)).contains(AgentState.OFFLINE);
        });
    }

    @Test
    void an_agent_that_drains_can_come_back() {
        assertThat(TABLE.next(AgentState.DRAINING, AgentEvent.REPORTED_ONLINE)).contains(AgentState.ONLINE);
    }
}
