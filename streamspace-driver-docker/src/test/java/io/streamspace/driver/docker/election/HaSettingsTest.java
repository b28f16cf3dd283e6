package io.streamspace.driver.docker.election;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamspace.agent.election.LeaseTiming;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class HaSettingsTest {
    @Test
    void file_and_redis_are_fast_and_swarm_is_calm() {
        assertThat(settings(HaBackend.FILE, null, null, null).timing()).isEqualTo(LeaseTiming.FAST);
        assertThat(settings(HaBackend.SWARM, null, null, null).timing()).isEqualTo(LeaseTiming.CALM);
    }

    @Test
    void whoever_sets_the_lease_alone_gets_the_rest_in_proportion() {
        LeaseTiming timing =
                settings(HaBackend.FILE, Duration.ofSeconds(30), null, null).timing();

        assertThat(timing)
                .isEqualTo(new LeaseTiming(Duration.ofSeconds(30), Duration.ofSeconds(20), Duration.ofSeconds(5)));
    }

    @Test
    void what_does_not_fit_together_is_refused_with_the_variables_names() {
        HaSettings wrong = settings(HaBackend.FILE, Duration.ofSeconds(5), Duration.ofSeconds(5), null);

        assertThatThrownBy(wrong::timing)
                .hasMessageContaining("HA_RENEW_DEADLINE")
                .hasMessageContaining("must be shorter than the lease duration");
    }

    @Test
    void redis_without_an_address_is_refused() {
        assertThatThrownBy(() -> settings(HaBackend.REDIS, null, null, null))
                .hasMessageContaining("needs HA_REDIS_URL")
                .hasMessageContaining("redis://redis.example.com:6379/0");
    }

    @Test
    void an_unknown_backend_is_refused_with_the_known_ones() {
        assertThatThrownBy(() -> HaBackend.of("zookeeper"))
                .hasMessageContaining("file")
                .hasMessageContaining("swarm");
    }

    private static HaSettings settings(
            HaBackend backend, @Nullable Duration lease, @Nullable Duration deadline, @Nullable Duration retry) {
        return new HaSettings(backend, Path.of("leases"), null, "unix:///var/run/docker.sock", lease, deadline, retry);
    }
}
