package io.streamspace.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamspace.hub.HubException.Code;
import io.streamspace.hub.Template.Param;
import io.streamspace.hub.testing.HubTest;
import io.streamspace.hub.testing.ScriptedAgent;
import io.streamspace.protocol.message.CommandAction;
import io.streamspace.protocol.message.CommandPayload;
import io.streamspace.protocol.message.SessionSpec;
import io.streamspace.protocol.message.SessionSpec.Geometry;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parameters from the template through the hub's check to what the agent is told. */
class TemplateParamsTest extends HubTest {
    private static final List<Param> EACH_TYPE = List.of(
            text("page", "https?://\\S+", 40),
            number("count", ParamType.INTEGER, "1", "8"),
            number("scale", ParamType.NUMBER, "0.5", null),
            plain("sound", ParamType.BOOLEAN, "false", List.of()),
            plain("editor", ParamType.ENUM, "vim", List.of("vim", "geany")),
            plain("token", ParamType.SECRET, null, List.of()),
            plain("geometry", ParamType.GEOMETRY, "1280x800", List.of()),
            text("careless", "(a+)+b", 4096));

    private static Param plain(String name, ParamType type, @Nullable String defaultValue, List<String> choices) {
        return new Param(name, "The " + name, null, type, defaultValue, false, choices, null, null, null, null, null);
    }

    private static Param text(String name, String pattern, int maxLength) {
        return new Param(
                name,
                "The " + name,
                null,
                ParamType.STRING,
                null,
                false,
                List.of(),
                null,
                null,
                maxLength,
                pattern,
                null);
    }

    private static Param number(String name, ParamType type, @Nullable String min, @Nullable String max) {
        return new Param(
                name,
                "The " + name,
                null,
                type,
                null,
                false,
                List.of(),
                min == null ? null : new BigDecimal(min),
                max == null ? null : new BigDecimal(max),
                null,
                null,
                null);
    }

    private static Template template(List<Param> params) {
        var base = Template.of("lab", "Lab", Map.of("memory", ""));
        return new Template(
                base.name(),
                base.displayName(),
                base.description(),
                base.icon(),
                base.category(),
                base.platforms(),
                base.endpoints(),
                base.resources(),
                Map.of("LANG", "C"),
                base.command(),
                base.geometry(),
                params,
                base.persistentHome(),
                base.options());
    }

    private Session start(Map<String, String> params) {
        return world.hub()
                .sessions()
                .start(new StartRequest("ada", "lab", null, null, null, List.of(), null, null, params));
    }

    private SessionSpec started(Map<String, String> params) {
        world.hub().templates().put(template(EACH_TYPE));
        ScriptedAgent agent = world.agent(world.scripted("agent-1"), "agent-1", "memory");
        start(params);
        return ((CommandPayload.StartSession)
                        agent.awaitCommand(CommandAction.START_SESSION).payload())
                .spec();
    }

    @Test
    void values_reach_the_session_as_variables_and_defaults_fill_the_gaps() {
        var spec = started(Map.of("page", "https://example.org/?q=$(id)", "count", "+07", "token", "s3cret"));

        assertThat(spec.env())
                .containsOnly(
                        Map.entry("LANG", "C"),
                        Map.entry("PARAM_PAGE", "https://example.org/?q=$(id)"),
                        Map.entry("PARAM_COUNT", "7"),
                        Map.entry("PARAM_SOUND", "false"),
                        Map.entry("PARAM_EDITOR", "vim"),
                        Map.entry("PARAM_TOKEN", "s3cret"));
        assertThat(spec.geometry()).isEqualTo(new Geometry(1280, 800));
    }

    @Test
    void a_geometry_that_a_user_chose_is_the_sessions() {
        assertThat(started(Map.of("geometry", "1920x1080")).geometry()).isEqualTo(new Geometry(1920, 1080));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "page | ftp://example.org | must have the form",
                "page | https://example.org/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa | at most 40 characters",
                "count | 9 | a whole number from 1 to 8",
                "count | 1.5 | a whole number from 1 to 8",
                "count | 99999999999999999999 | a whole number from 1 to 8",
                "scale | 0.4 | a number, at least 0.5",
                "scale | 1e9 | a number, at least 0.5",
                "sound | yes | true or false",
                "editor | emacs | one of vim, geany",
                "geometry | 1280 | such as 1280x800",
                "geometry | 99999x10 | from 320 to 8192 pixels",
                "colour | red | It has careless, count, editor"
            })
    void a_value_that_does_not_fit_is_refused_by_field_with_what_is_allowed(String name, String value, String allowed) {
        world.hub().templates().put(template(EACH_TYPE));

        assertThatThrownBy(() -> start(Map.of(name, value))).isInstanceOfSatisfying(HubException.class, e -> {
            assertThat(e.code()).isEqualTo(Code.INVALID_REQUEST);
            assertThat(e.field()).contains("params." + name);
            assertThat(e).hasMessageContaining(allowed);
        });
        assertThat(database.read("SELECT count(*) FROM sessions")).isEqualTo("0");
    }

    @Test
    void a_value_cannot_carry_a_second_line_into_the_environment_and_a_secret_is_not_repeated() {
        world.hub().templates().put(template(EACH_TYPE));

        assertThatThrownBy(() -> start(Map.of("token", "s3cret\nPATH=/evil")))
                .hasMessage("'The token' must be one line without control characters.");
        assertThatThrownBy(() -> start(Map.of("token", "s3cret\0")))
                .hasMessage("'The token' must be one line without control characters.");
    }

    @Test
    void a_careless_pattern_refuses_a_hostile_value_instead_of_holding_up_the_hub() {
        world.hub().templates().put(template(EACH_TYPE));

        assertThatThrownBy(() -> start(Map.of("careless", "a".repeat(200) + "c")))
                .hasMessageContaining("must have the form");
    }

    @Test
    void a_template_with_params_is_kept_whole() {
        world.hub().templates().put(template(EACH_TYPE));

        assertThat(world.hub().templates().find("lab")).contains(template(EACH_TYPE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "integer |     |     | 5  |    | 3  |   |     | min above its max",
                "string  |     |     | 5  |    |    |   |     | min or max, which only integer and number have",
                "integer |     |     |    |    |    | a |     | pattern, which only string and secret have",
                "string  |     |     |    |    |    | ( |     | no regular expression",
                "enum    |     |     |    |    |    |   |     | needs choices",
                "boolean |     | a,b |    |    |    |   |     | which boolean and secret cannot have",
                "enum    | c   | a,b |    |    |    |   |     | default that is not among its choices",
                "secret  | x   |     |    |    |    |   |     | must have no default",
                "integer | x   |     |    |    |    |   |     | which it would refuse: 'P' must be a whole number",
                "string  |     |     |    |    |    |   | A=B | names no variable",
                "string  |     |     |    |    |    |   | LANG| LANG, which is set already",
                "geometry|     |     |    |    |    |   | X   | goes into no variable",
                "geometry|     | 5x5 |    |    |    |   |     | the choice '5x5'"
            })
    void a_parameter_that_cannot_work_is_refused_with_a_sentence(
            String type,
            @Nullable String defaultValue,
            @Nullable String choices,
            @Nullable BigDecimal min,
            @Nullable Integer maxLength,
            @Nullable BigDecimal max,
            @Nullable String pattern,
            @Nullable String env,
            String sentence) {
        var param = new Param(
                "p",
                "P",
                null,
                ParamType.of(type).orElseThrow(),
                defaultValue,
                false,
                choices == null ? List.of() : List.of(choices.split(",")),
                min,
                max,
                maxLength,
                pattern,
                env);

        assertThatThrownBy(() -> template(List.of(param)))
                .isInstanceOf(HubException.class)
                .hasMessageStartingWith("Template 'lab': parameter 'p' ")
                .hasMessageContaining(sentence);
    }

    @Test
    void two_parameters_cannot_have_one_name_or_one_variable() {
        var first = plain("start-page", ParamType.STRING, null, List.of());
        var second = plain("start_page", ParamType.STRING, null, List.of());

        assertThatThrownBy(() -> template(List.of(first, first))).hasMessageContaining("is there twice");
        assertThatThrownBy(() -> template(List.of(first, second)))
                .hasMessageContaining("PARAM_START_PAGE, which is set already");
    }
}
