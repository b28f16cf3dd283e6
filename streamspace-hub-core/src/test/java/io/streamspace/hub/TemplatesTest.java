package io.streamspace.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamspace.hub.HubException.Code;
import io.streamspace.hub.Template.Param;
import io.streamspace.hub.testing.HubTest;
import io.streamspace.hub.testing.ScriptedAgent;
import io.streamspace.protocol.message.CommandAction;
import io.streamspace.protocol.message.CommandPayload;
import io.streamspace.protocol.message.Resources;
import io.streamspace.protocol.message.SessionSpec;
import io.streamspace.protocol.message.SessionSpec.Endpoint;
import io.streamspace.protocol.message.SessionSpec.Geometry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class TemplatesTest extends HubTest {
    private static final Endpoint VNC = new Endpoint("vnc", 5901);

    private static Template full() {
        return new Template(
                "office",
                "Office",
                "Documents and mail",
                "🖥",
                "work",
                Map.of("docker", "office:7", "memory", ""),
                List.of(VNC),
                new Resources(2, 1 << 30),
                Map.of("LANG", "de_DE.UTF-8"),
                List.of("/bin/desk", "--big"),
                new Geometry(1600, 900),
                List.of(
                        new Param("theme", "Theme", "light", false, List.of("light", "dark")),
                        new Param("project", "Project", null, true, List.of())),
                true,
                Map.of("docker.network", "desks"),
                null,
                ViewerLimits.NONE,
                List.of("office", "mail"));
    }

    private static void assertRefused(String sentence, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(HubException.class, e -> {
            assertThat(e.code()).isEqualTo(Code.INVALID_REQUEST);
            assertThat(e).hasMessageContaining(sentence);
        });
    }

    @Test
    void a_template_is_kept_whole_and_can_be_replaced_and_removed() {
        var templates = world.hub().templates();
        templates.put(full());
        assertThat(templates.find("office")).contains(full());
        templates.put(Template.of("office", "Another office", Map.of("memory", "")));
        assertThat(templates.list()).extracting(Template::displayName).containsExactly("Another office", "Desk");
        templates.remove("office");
        assertThat(templates.find("office")).isEmpty();
        assertThatThrownBy(() -> templates.remove("office"))
                .isInstanceOfSatisfying(
                        HubException.class, e -> assertThat(e.code()).isEqualTo(Code.TEMPLATE_NOT_FOUND));
    }

    @Test
    void a_session_gets_all_that_the_template_says_and_what_its_user_chose() {
        world.hub().templates().put(full());
        ScriptedAgent agent = world.agent(world.scripted("agent-1"), "agent-1", "docker");
        world.hub()
                .sessions()
                .start(new StartRequest(
                        "ada", "office", "Thesis", null, null, List.of("t"), null, null, Map.of("project", "apollo")));

        var start = (CommandPayload.StartSession)
                agent.awaitCommand(CommandAction.START_SESSION).payload();

        assertThat(start.spec())
                .isEqualTo(new SessionSpec(
                        "ada",
                        "office",
                        "Thesis",
                        "office:7",
                        List.of("/bin/desk", "--big"),
                        Map.of("LANG", "de_DE.UTF-8", "PARAM_THEME", "light", "PARAM_PROJECT", "apollo"),
                        List.of(VNC),
                        new Resources(2, 1 << 30),
                        true,
                        new Geometry(1600, 900),
                        Map.of("theme", "light", "project", "apollo"),
                        Map.of("docker.network", "desks")));
    }

    @Test
    void a_request_that_does_not_fit_the_template_is_refused_with_a_sentence() {
        world.hub().templates().put(full());
        assertRefused("A value for 'Project' is needed.", () -> start(Map.of()));
        assertRefused("'Theme' must be one of light, dark.", () -> start(Map.of("project", "p", "theme", "pink")));
        assertRefused("has no parameter 'colour'", () -> start(Map.of("project", "p", "colour", "red")));
        assertRefused(
                "only on docker, memory",
                () -> world.hub()
                        .sessions()
                        .start(StartRequest.of("ada", "office").onPlatform("kubernetes")));
        assertRefused("The user's name", () -> world.hub().sessions().start(StartRequest.of(" ", "desk")));
        assertThatThrownBy(() -> world.hub().sessions().start(StartRequest.of("ada", "none")))
                .isInstanceOfSatisfying(
                        HubException.class, e -> assertThat(e.code()).isEqualTo(Code.TEMPLATE_NOT_FOUND));
        assertThat(database.read("SELECT count(*) FROM sessions")).isEqualTo("0");
    }

    private void start(Map<String, String> params) {
        world.hub()
                .sessions()
                .start(new StartRequest("ada", "office", null, null, null, List.of(), null, null, params));
    }

    @Test
    void a_template_that_cannot_work_is_refused_with_a_sentence() {
        assertRefused("The template's name must be", () -> Template.of("my desk", "Desk", Map.of("memory", "")));
        assertRefused("display_name", () -> Template.of("desk", " ", Map.of("memory", "")));
        assertRefused("at least one platform", () -> Template.of("desk", "Desk", Map.of()));
        var good = full();
        assertRefused("an endpoint named 'vnc'", () -> with(good, List.of(new Endpoint("ssh", 22)), Map.of()));
        assertRefused("two endpoints named 'vnc'", () -> with(good, List.of(VNC, VNC), Map.of()));
        assertRefused("'MY VAR' is no name", () -> with(good, List.of(VNC), Map.of("MY VAR", "x")));
    }

    private static Template with(Template base, List<Endpoint> endpoints, Map<String, String> env) {
        return new Template(
                base.name(),
                base.displayName(),
                base.description(),
                null,
                null,
                base.platforms(),
                endpoints,
                base.resources(),
                env,
                List.of(),
                null,
                List.of(),
                false,
                Map.of());
    }

    @Test
    void settings_that_cannot_work_are_refused_with_a_sentence() {
        assertRefused(
                "heartbeatTimeout must be at least twice",
                () -> HubSettings.builder()
                        .heartbeatTimeout(Duration.ofSeconds(30))
                        .build());
        assertRefused(
                "at least 16 characters",
                () -> HubSettings.builder().enrolmentKeys("short").build());
        assertRefused(
                "commandTimeout",
                () -> HubSettings.builder().commandTimeout(Duration.ZERO).build());
        assertThat(HubSettings.builder()
                        .enrolmentKeys("a-key-that-is-a-secret")
                        .build()
                        .toString())
                .doesNotContain("a-key-that-is-a-secret");
    }
}
