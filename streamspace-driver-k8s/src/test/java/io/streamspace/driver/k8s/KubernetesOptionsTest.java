package io.streamspace.driver.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.NamedContextBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.streamspace.agent.spi.DriverContext;
import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.DriverException.Kind;
import io.streamspace.agent.spi.SessionDriverFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator sets, and what is said where no cluster can be used. Needs none. */
class KubernetesOptionsTest {
    private static DriverContext context(Map<String, String> options) {
        return new DriverContext("agent-1", Path.of("target"), options, Clock.systemUTC());
    }

    @Test
    void what_the_operator_says_is_taken() throws DriverException {
        KubernetesOptions options = KubernetesOptions.of(context(Map.of(
                "namespace", "desktops",
                "pull", "always",
                "image-pull-secrets", "one, two,",
                "reach", "forward",
                "stop-grace", "9")));

        assertThat(options.namespace()).contains("desktops");
        assertThat(options.pull()).isEqualTo("Always");
        assertThat(options.pullSecrets()).containsExactly("one", "two");
        assertThat(options.reach()).isEqualTo(Reach.Way.FORWARD);
        assertThat(options.stopGrace()).isEqualTo(Duration.ofSeconds(9));
        assertThat(options.storageClass()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "pull, sometimes, 'always, if-not-present or never'",
        "reach, magic, 'auto, address or forward'",
        "home-size, big, 5Gi",
        "home-size, 0, above 0",
        "shm, -1, 256Mi",
        "stop-grace, soon, a number of seconds",
        "boot-limit, 0, above 0"
    })
    void a_wrong_option_is_refused_with_its_name_and_good_values(String name, String value, String good) {
        assertThatThrownBy(() -> new KubernetesDriverFactory().open(context(Map.of(name, value))))
                .isInstanceOfSatisfying(
                        DriverException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INVALID_SPEC))
                .hasMessageContaining(name)
                .hasMessageContaining(value)
                .hasMessageContaining(good);
    }

    @Test
    void a_cluster_that_does_not_answer_is_missing_and_cannot_be_opened() {
        Config nowhere = new ConfigBuilder()
                .withAutoConfigure(false)
                .withMasterUrl("https://127.0.0.1:1")
                .withCurrentContext(
                        new NamedContextBuilder().withName("nowhere").build())
                .build();
        var factory = new KubernetesDriverFactory(() -> nowhere);

        assertThat(factory.missing(context(Map.of())))
                .hasValueSatisfying(text -> assertThat(text).contains("https://127.0.0.1:1/", "does not answer"));
        assertThatThrownBy(() -> factory.open(context(Map.of())))
                .isInstanceOfSatisfying(
                        DriverException.class, e -> assertThat(e.kind()).isEqualTo(Kind.PLATFORM_UNAVAILABLE))
                .hasMessageContaining("does not answer");
    }

    @Test
    void the_jar_offers_the_driver_to_the_agent() {
        assertThat(ServiceLoader.load(SessionDriverFactory.class))
                .filteredOn(factory -> factory.platform().equals("kubernetes"))
                .singleElement()
                .isInstanceOf(KubernetesDriverFactory.class);
    }
}
