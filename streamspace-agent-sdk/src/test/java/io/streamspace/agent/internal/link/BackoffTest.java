package io.streamspace.agent.internal.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    /** Always the most that is allowed. */
    private static final class Most implements RandomGenerator {
        @Override
        public long nextLong() {
            throw new UnsupportedOperationException();
        }

        @Override
        public long nextLong(long bound) {
            return bound - 1;
        }
    }

    private final Backoff backoff = new Backoff(new Most());

    private List<Duration> waits(int count) {
        List<Duration> waits = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            waits.add(backoff.next());
        }
        return waits;
    }

    @Test
    void a_hub_that_was_never_reached_is_tried_ever_more_rarely() {
        assertThat(waits(8))
                .extracting(Duration::toMillis)
                .containsExactly(250L, 500L, 1000L, 2000L, 4000L, 8000L, 15_000L, 15_000L);
    }

    @Test
    void after_a_healthy_link_the_waits_stay_short_for_the_window_of_the_streams_and_grow_then() {
        backoff.linkEnded(NOW.minus(Backoff.HEALTHY), NOW);

        assertThat(waits(Backoff.HURRIED_WAITS)).allMatch(wait -> wait.compareTo(Backoff.LONGEST_IN_A_HURRY) <= 0);
        assertThat(backoff.next()).isEqualTo(Backoff.LONGEST);
    }

    @Test
    void a_link_that_did_not_live_long_hurries_nobody() {
        waits(8);
        backoff.linkEnded(NOW.minusSeconds(59), NOW);

        assertThat(backoff.next()).isEqualTo(Backoff.LONGEST);
    }

    @Test
    void where_soon_is_of_no_use_even_the_first_wait_is_long() {
        backoff.linkEnded(NOW.minus(Backoff.HEALTHY), NOW);

        assertThat(backoff.late()).isEqualTo(Backoff.LONGEST);
    }
}
