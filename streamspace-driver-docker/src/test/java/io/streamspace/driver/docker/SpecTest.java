package io.streamspace.driver.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.model.Capability;
import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.DriverException.Kind;
import io.streamspace.protocol.message.SessionSpec;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What templates may ask for. */
class SpecTest {
    @Test
    void a_template_that_says_nothing_gets_the_tightest_session() throws DriverException {
        TemplateOptions options = TemplateOptions.of(Map.of("k8s.whatever", "x"), Set.of());

        assertThat(options.egress()).isFalse();
        assertThat(options.capabilities()).isEmpty();
        assertThat(options.home()).isEqualTo("/home/user");
        assertThat(options.pull()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "docker.netwrok,egress,docker.network",
        "docker.network,host,internal or egress",
        "docker.read_only,yes,false or true",
        "docker.tmpfs,../etc,absolute path",
        "docker.tmpfs,/a/../../etc,absolute path",
        "docker.home,/home:/etc,absolute path",
        "docker.shm,much,512Mi",
        "docker.disk,99999999999T,2Gi",
        "docker.pull,now,if-not-present"
    })
    void a_wrong_option_is_refused_with_what_would_be_right(String name, String value, String right) {
        assertThatThrownBy(() -> TemplateOptions.of(Map.of(name, value), Set.of()))
                .isInstanceOfSatisfying(
                        DriverException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INVALID_SPEC))
                .hasMessageContaining(name)
                .hasMessageContaining(right);
    }

    @Test
    void a_capability_is_given_only_where_the_operator_allows_it() throws DriverException {
        Map<String, String> asked = Map.of("docker.cap_add", "chown, SYS_ADMIN");

        assertThatThrownBy(() -> TemplateOptions.of(asked, Set.of(Capability.CHOWN)))
                .isInstanceOfSatisfying(
                        DriverException.class, e -> assertThat(e.kind()).isEqualTo(Kind.FORBIDDEN))
                .hasMessageContaining("SYS_ADMIN");
        assertThat(TemplateOptions.of(asked, Set.of(Capability.CHOWN, Capability.SYS_ADMIN))
                        .capabilities())
                .containsExactlyInAnyOrder(Capability.CHOWN, Capability.SYS_ADMIN);
    }

    @Test
    void a_template_without_an_image_is_refused_with_what_to_add() {
        assertThatThrownBy(() -> ContainerPlan.check(SessionSpec.of("alice", "desktop")))
                .hasMessageContaining("platforms");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"sess-1", "a:b", "../../x", "ü", "very-long-very-long-very-long-very-long-very-long-very-long-1"
            })
    void names_are_such_as_the_engine_takes(String sessionId) {
        var names = new Names("agent-1");

        assertThat(names.session(sessionId)).matches("[a-zA-Z0-9][a-zA-Z0-9_.-]+");
        assertThat(names.bridge(sessionId, 1)).hasSizeLessThanOrEqualTo(15);
        assertThat(names.session(sessionId)).isNotEqualTo(new Names("agent-2").session(sessionId));
    }

    @Test
    void names_that_look_the_same_are_kept_apart() {
        var names = new Names("agent-1");

        assertThat(names.session("a:b")).isNotEqualTo(names.session("a_b"));
        assertThat(names.home("a b")).isNotEqualTo(names.home("a_b"));
    }
}
