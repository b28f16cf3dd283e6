package io.streamspace.server.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamspace.agent.spi.DriverContext;
import io.streamspace.agent.spi.DriverOption;
import io.streamspace.agent.spi.SessionDriver;
import io.streamspace.agent.spi.SessionDriverFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DriverChoiceTest {
    private static final DriverContext CONTEXT =
            new DriverContext("agent", Path.of("."), Map.of(), () -> Instant.EPOCH);

    private record Driver(String platform, @Nullable String lacks) implements SessionDriverFactory {
        @Override
        public String version() {
            return "1";
        }

        @Override
        public List<DriverOption> options() {
            return List.of();
        }

        @Override
        public Optional<String> missing(DriverContext context) {
            return Optional.ofNullable(lacks);
        }

        @Override
        public SessionDriver open(DriverContext context) {
            throw new AssertionError("choosing must not open a driver");
        }
    }

    @Test
    void the_best_driver_that_can_run_is_chosen_whatever_the_order() {
        var choice = DriverChoice.of(
                List.of(new Driver("memory", null), new Driver("process", null), new Driver("docker", "no engine")),
                null,
                f -> CONTEXT);

        assertThat(choice.factory().platform()).isEqualTo("process");
        assertThat(choice.passedOver()).containsExactly(Map.entry("docker", "no engine"));
    }

    @Test
    void a_third_partys_driver_is_better_than_the_demo() {
        var choice =
                DriverChoice.of(List.of(new Driver("memory", null), new Driver("proxmox", null)), null, f -> CONTEXT);

        assertThat(choice.factory().platform()).isEqualTo("proxmox");
    }

    @Test
    void a_driver_that_was_asked_for_is_not_replaced_by_another() {
        assertThatThrownBy(() -> DriverChoice.of(
                        List.of(new Driver("memory", null), new Driver("docker", "no engine answers")),
                        "docker",
                        f -> CONTEXT))
                .isInstanceOf(DriverChoiceException.class)
                .hasMessageContaining("no engine answers");
    }

    @Test
    void an_unknown_platform_is_answered_with_the_known_ones() {
        assertThatThrownBy(() -> DriverChoice.of(List.of(new Driver("memory", null)), "dokcer", f -> CONTEXT))
                .hasMessageContaining("dokcer")
                .hasMessageContaining("memory");
    }
}
