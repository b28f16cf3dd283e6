package io.streamspace.examples.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamspace.agent.spi.DriverContext;
import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.DriverException.Kind;
import io.streamspace.agent.spi.SessionDriverFactory;
import io.streamspace.protocol.message.Resources;
import io.streamspace.protocol.message.SessionSpec;
import io.streamspace.protocol.message.SessionSpec.Endpoint;
import io.streamspace.protocol.message.SessionSpec.Geometry;
import io.streamspace.protocol.testing.RequiresTigerVnc;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpecTest {
    private static final Path HOME = Path.of("/home/alice");
    private static final Programs NOTHING = new Programs(List.of());
    private static final Endpoint VNC = new Endpoint("vnc", 5900);

    @TempDir
    private Path directory;

    @Test
    void a_spec_that_leaves_everything_open_is_fine() throws DriverException {
        DesktopPlan plan = DesktopPlan.of(SessionSpec.of("alice", "desktop"), HOME, NOTHING);
        assertThat(plan.geometry()).isEqualTo(new Geometry(1280, 800));
        assertThat(plan.command()).isEmpty();
    }

    @Test
    void an_image_is_refused_with_what_to_do() {
        assertRefused(spec("ubuntu:24.04", List.of(VNC), null, Map.of()), Kind.UNSUPPORTED, "container platform");
    }

    @Test
    void a_second_endpoint_is_refused_by_its_name() {
        List<Endpoint> endpoints = List.of(VNC, new Endpoint("ssh", 22));
        assertRefused(spec(null, endpoints, null, Map.of()), Kind.UNSUPPORTED, "\"ssh\"");
    }

    @Test
    void a_desktop_that_is_too_large_is_refused_with_the_limit() {
        assertRefused(spec(null, List.of(VNC), new Geometry(9000, 800), Map.of()), Kind.UNSUPPORTED, "8192x8192");
    }

    @Test
    void a_variable_that_no_shell_could_name_is_refused() {
        assertRefused(spec(null, List.of(VNC), null, Map.of("A B", "x")), Kind.INVALID_SPEC, "\"A B\"");
    }

    @Test
    void a_program_that_is_not_there_is_refused_by_its_name() {
        assertRefused(DriverFixture.running("no-such-program"), Kind.INVALID_SPEC, "\"no-such-program\"");
    }

    @Test
    void what_is_missing_is_said_with_the_package_to_install() {
        assertThat(new Programs(List.of()).missing())
                .hasValueSatisfying(text -> assertThat(text).contains("apt-get install"));
    }

    @RequiresTigerVnc
    @ParameterizedTest
    @ValueSource(strings = {"20", "-1", "much"})
    void a_wrong_option_is_refused_with_its_name_and_range(String value) {
        DriverContext context = new DriverContext("agent-1", directory, Map.of("nice", value), Clock.systemUTC());
        assertThatThrownBy(() -> new ProcessDriverFactory().open(context))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("nice")
                .hasMessageContaining("0 to 19");
    }

    @Test
    void the_jar_offers_the_driver_to_the_agent() {
        assertThat(ServiceLoader.load(SessionDriverFactory.class))
                .filteredOn(factory -> factory.platform().equals("process"))
                .singleElement()
                .isInstanceOf(ProcessDriverFactory.class);
    }

    private static void assertRefused(SessionSpec spec, Kind kind, String words) {
        assertThatThrownBy(() -> DesktopPlan.of(spec, HOME, NOTHING))
                .isInstanceOfSatisfying(
                        DriverException.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessageContaining(words);
    }

    private static SessionSpec spec(
            @Nullable String image, List<Endpoint> endpoints, @Nullable Geometry geometry, Map<String, String> env) {
        return new SessionSpec(
                "alice",
                "desktop",
                "Desktop",
                image,
                List.of(),
                env,
                endpoints,
                Resources.NONE,
                false,
                geometry,
                Map.of(),
                Map.of());
    }
}
