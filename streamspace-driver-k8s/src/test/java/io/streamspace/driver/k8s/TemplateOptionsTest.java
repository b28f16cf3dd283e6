package io.streamspace.driver.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Quantity;
import io.streamspace.agent.spi.DriverException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateOptionsTest {
    @Test
    void what_a_template_says_is_taken() throws DriverException {
        TemplateOptions options = TemplateOptions.of(Map.of(
                "k8s.network", "egress",
                "k8s.node_selector", "disk=ssd, zone=",
                "k8s.tolerations", "gpu=yes:NoSchedule, spot, only:NoExecute",
                "k8s.runtime_class", "gvisor",
                "k8s.gpu", "nvidia.com/gpu=1",
                "k8s.home_size", "20Gi",
                "k8s.home", "/home/student",
                "docker.network", "of another platform"));

        assertThat(options.egress()).isTrue();
        assertThat(options.nodeSelector()).isEqualTo(Map.of("disk", "ssd", "zone", ""));
        assertThat(options.tolerations())
                .containsExactly(
                        new TemplateOptions.Toleration("gpu", Optional.of("yes"), Optional.of("NoSchedule")),
                        new TemplateOptions.Toleration("spot", Optional.empty(), Optional.empty()),
                        new TemplateOptions.Toleration("only", Optional.empty(), Optional.of("NoExecute")));
        assertThat(options.runtimeClass()).contains("gvisor");
        assertThat(options.gpu()).isEqualTo(Map.of("nvidia.com/gpu", new Quantity("1")));
        assertThat(options.homeSize()).contains(new Quantity("20Gi"));
        assertThat(options.home()).isEqualTo("/home/student");
    }

    @Test
    void a_template_that_says_nothing_is_closed() throws DriverException {
        TemplateOptions options = TemplateOptions.of(Map.of());

        assertThat(options.egress()).isFalse();
        assertThat(options.home()).isEqualTo("/home/user");
        assertThat(options.tolerations()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "k8s.newtork, egress, k8s.network",
        "k8s.network, open, internal or egress",
        "k8s.home, home, no absolute path",
        "k8s.home, /home/../etc, no absolute path",
        "k8s.node_selector, ssd, key=value",
        "k8s.gpu, nvidia.com/gpu=0, above 0",
        "k8s.home_size, large, no quantity",
        "k8s.shm, -1Gi, above 0"
    })
    void a_wrong_option_is_refused_with_what_would_be_right(String name, String value, String right) {
        assertThatThrownBy(() -> TemplateOptions.of(Map.of(name, value)))
                .isInstanceOfSatisfying(
                        DriverException.class, e -> assertThat(e.kind()).isEqualTo(DriverException.Kind.INVALID_SPEC))
                .hasMessageContaining(name)
                .hasMessageContaining(right);
    }
}
