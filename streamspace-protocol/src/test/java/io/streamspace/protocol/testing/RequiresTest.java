package io.streamspace.protocol.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

class RequiresTest {
    private final PrintStream console = System.out;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void listenToTheConsole() {
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restoreTheConsole() {
        System.setOut(console);
    }

    @Test
    void skips_with_one_line_that_says_what_is_missing_and_how_to_get_it() {
        var results = run(NeedsTigerVnc.class, false);

        results.testEvents().assertStatistics(events -> events.skipped(1).started(0));
        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("SKIPPED works_on_a_desktop(): Xtigervnc is not on PATH"
                        + " (apt-get install tigervnc-standalone-server)");
    }

    @Test
    void fails_when_nothing_may_be_missing() {
        var results = run(NeedsTigerVnc.class, true);

        results.testEvents().assertStatistics(events -> events.failed(1).skipped(0));
        assertThat(results.testEvents().failed().stream())
                .allSatisfy(event -> assertThat(event.toString()).contains("apt-get install"));
    }

    @Test
    void fails_a_whole_class_when_nothing_may_be_missing() {
        run(NeedsAnEngineEverywhere.class, true)
                .containerEvents()
                .assertStatistics(events -> events.failed(1).skipped(0));
    }

    @Test
    void the_environment_variable_makes_a_missing_component_a_failure() {
        var results = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(NeedsTigerVncInCi.class))
                .execute();

        results.testEvents().assertStatistics(events -> events.failed(1).skipped(0));
    }

    @Test
    void runs_what_needs_nothing() {
        run(NeedsNothing.class, true)
                .testEvents()
                .assertStatistics(events -> events.succeeded(1).skipped(0));
    }

    @Test
    void every_component_says_how_to_get_it() {
        var bare = new Machine(Map.of("DOCKER_HOST", "unix:///nowhere/docker.sock"));

        for (var component : Component.values()) {
            assertThat(component.missing(bare))
                    .hasValueSatisfying(
                            line -> assertThat(line).matches(".+ \\(.+\\)").doesNotContain("\n"));
        }
    }

    private static EngineExecutionResults run(Class<?> tests, boolean failOnMissing) {
        return EngineTestKit.engine("junit-jupiter")
                .configurationParameter("streamspace.require.all", Boolean.toString(failOnMissing))
                .selectors(selectClass(tests))
                .execute();
    }

    static final class NeedsTigerVnc {
        @Test
        @ExtendWith(OnABareMachine.class)
        @RequiresTigerVnc
        void works_on_a_desktop() {}
    }

    static final class NeedsTigerVncInCi {
        @Test
        @ExtendWith(OnABareCiMachine.class)
        @RequiresTigerVnc
        void works_on_a_desktop() {}
    }

    @ExtendWith(OnABareMachine.class)
    @RequiresDocker
    static final class NeedsAnEngineEverywhere {
        @Test
        void starts_a_container() {}
    }

    static final class NeedsNothing {
        @Test
        @ExtendWith(OnABareMachine.class)
        void works_anywhere() {}
    }

    private static final class OnABareMachine extends RequiresCondition {
        OnABareMachine() {
            super(new Machine(Map.of("DOCKER_HOST", "unix:///nowhere/docker.sock")));
        }
    }

    private static final class OnABareCiMachine extends RequiresCondition {
        OnABareCiMachine() {
            super(new Machine(Map.of("STREAMSPACE_REQUIRE_ALL", "true")));
        }
    }
}
