package io.streamspace.agent.election;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LeaseTimingTest {
    @Test
    void where_nothing_is_set_it_stays_as_it_is() {
        assertThat(LeaseTiming.CALM.with(null, null, null)).isEqualTo(LeaseTiming.CALM);
    }

    @Test
    void whoever_sets_the_lease_alone_gets_the_rest_in_proportion() {
        assertThat(LeaseTiming.FAST.with(Duration.ofSeconds(30), null, null))
                .isEqualTo(new LeaseTiming(Duration.ofSeconds(30), Duration.ofSeconds(20), Duration.ofSeconds(5)));
    }

    @Test
    void a_deadline_as_long_as_the_lease_is_refused() {
        assertThatThrownBy(() -> LeaseTiming.FAST.with(Duration.ofSeconds(5), Duration.ofSeconds(5), null))
                .hasMessageContaining("must be shorter than the lease duration");
    }
}
