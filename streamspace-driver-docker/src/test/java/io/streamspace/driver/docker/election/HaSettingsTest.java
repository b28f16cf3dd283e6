package io.streamspace.driver.docker.election;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamspace.agent.election.LeaseTiming;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class HaSettingsTest {
    @Test
    void file_and_redis_are_fast_and_swarm_is_calm() {
        assertThat(HaBackend.FILE.usualTiming()).isEqualTo(LeaseTiming.FAST);
        assertThat(HaBackend.REDIS.usualTiming()).isEqualTo(LeaseTiming.FAST);
        assertThat(HaBackend.SWARM.usualTiming()).isEqualTo(LeaseTiming.CALM);
    }

    @Test
    void redis_without_an_address_is_refused() {
        assertThatThrownBy(() -> new HaSettings(
                        HaBackend.REDIS, Path.of("leases"), null, "unix:///var/run/docker.sock", LeaseTiming.FAST))
                .hasMessageContaining("needs HA_REDIS_URL")
                .hasMessageContaining("redis://redis.example.com:6379/0");
    }

    @Test
    void a_backend_is_found_by_its_name_and_no_other() {
        assertThat(HaBackend.of("swarm")).contains(HaBackend.SWARM);
        assertThat(HaBackend.of("zookeeper")).isEmpty();
    }
}
