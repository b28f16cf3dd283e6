package io.streamspace.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropwizard.configuration.ConfigurationException;
import io.dropwizard.configuration.DefaultConfigurationFactoryFactory;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.jersey.validation.Validators;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    private static StreamSpaceConfiguration load(String file, String... variables) throws Exception {
        Map<String, String> environment = new HashMap<>(Map.of("JWT_SECRET", SECRET));
        for (int i = 0; i < variables.length; i += 2) {
            environment.put(variables[i], variables[i + 1]);
        }
        StreamSpaceConfiguration configuration = new DefaultConfigurationFactoryFactory<StreamSpaceConfiguration>()
                .create(StreamSpaceConfiguration.class, Validators.newValidator(), Jackson.newObjectMapper(), "dw")
                .build(new ConfigurationSource(environment), file);
        configuration.check();
        return configuration;
    }

    private static StreamSpaceConfiguration with(String... variables) throws Exception {
        return load(ConfigurationSource.NO_FILE, variables);
    }

    @Test
    void without_anything_but_a_secret_the_documents_defaults_hold() throws Exception {
        StreamSpaceConfiguration configuration = with();
        assertThat(configuration.onePort().getConnector().getPort()).isEqualTo(8080);
        assertThat(configuration.database())
                .isEqualTo(
                        new DatabaseConfiguration("localhost", 5432, "streamspace", "streamspace", "", "prefer", 16));
        assertThat(configuration.hub().heartbeatInterval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(configuration.hub().heartbeatTimeout()).isEqualTo(Duration.ofSeconds(90));
        assertThat(configuration.hub().commandTimeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(configuration.viewers().idleTimeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(configuration.viewers().enabled()).isTrue();
        assertThat(configuration.auth().bootstrapPassword()).isEmpty();
    }

    @Test
    void every_variable_reaches_its_place() throws Exception {
        StreamSpaceConfiguration configuration = with(
                "PORT",
                "9090",
                "LOG_LEVEL",
                "WARN",
                "DB_HOST",
                "db.example.org",
                "DB_PORT",
                "6543",
                "DB_NAME",
                "desk",
                "DB_USER",
                "me",
                "DB_PASSWORD",
                "pw",
                "DB_SSL_MODE",
                "verify-full",
                "TOKEN_LIFETIME",
                "1h30m",
                "ADMIN_PASSWORD",
                "correct horse",
                "AGENT_ENROLMENT_KEYS",
                "0123456789abcdef, fedcba9876543210",
                "SECRET_KEYS",
                "0123456789abcdef0123456789abcdef",
                "AGENT_HEARTBEAT_INTERVAL",
                "5s",
                "AGENT_HEARTBEAT_TIMEOUT",
                "PT15S",
                "COMMAND_TIMEOUT",
                "90s",
                "TEMPLATES_DIR",
                "/etc/t",
                "AGENT_HUB_BACKEND",
                "memory",
                "REDIS_URL",
                "redis://cache:6379",
                "VNC_PROXY_ENABLED",
                "false",
                "VNC_PROXY_TIMEOUT",
                "10m",
                "VIEWER_TOKENS",
                "false",
                "ALLOWED_ORIGINS",
                "https://a.example,https://b.example",
                "FRAME_ANCESTORS",
                "'self' https://a.example");
        assertThat(configuration.onePort().getConnector().getPort()).isEqualTo(9090);
        assertThat(configuration.database())
                .isEqualTo(new DatabaseConfiguration("db.example.org", 6543, "desk", "me", "pw", "verify-full", 16));
        assertThat(configuration.auth())
                .isEqualTo(new AuthConfiguration(SECRET, Duration.ofMinutes(90), "correct horse"));
        assertThat(configuration.hub())
                .isEqualTo(new HubConfiguration(
                        "hub-1",
                        List.of("0123456789abcdef", "fedcba9876543210"),
                        List.of("0123456789abcdef0123456789abcdef"),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(90),
                        2,
                        "memory",
                        "redis://cache:6379",
                        "/etc/t"));
        assertThat(configuration.viewers())
                .isEqualTo(new ViewerConfiguration(
                        false,
                        Duration.ofMinutes(10),
                        false,
                        List.of("https://a.example", "https://b.example"),
                        "'self' https://a.example"));
    }

    @Test
    void agent_timeout_is_another_name_for_the_heartbeat_timeout() throws Exception {
        assertThat(with("AGENT_TIMEOUT", "61s").hub().heartbeatTimeout()).isEqualTo(Duration.ofSeconds(61));
        assertThatThrownBy(() -> with("AGENT_TIMEOUT", "61s", "AGENT_HEARTBEAT_TIMEOUT", "62s"))
                .hasMessageContaining("AGENT_HEARTBEAT_TIMEOUT and AGENT_TIMEOUT mean the same");
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "PORT | eighty",
                "PORT | 65536",
                "PORT | -1",
                "LOG_LEVEL | LOUD",
                "DB_HOST | http://db",
                "DB_PORT | 0",
                "DB_NAME | a/b",
                "DB_SSL_MODE | yes",
                "JWT_SECRET | short",
                "TOKEN_LIFETIME | 12",
                "ADMIN_PASSWORD | seven77",
                "AGENT_ENROLMENT_KEYS | 0123456789abcdef,short",
                "SECRET_KEYS | 0123456789abcdef",
                "AGENT_HEARTBEAT_INTERVAL | 30",
                "AGENT_HEARTBEAT_TIMEOUT | 30sec",
                "AGENT_TIMEOUT | -5s",
                "COMMAND_TIMEOUT | five minutes",
                "AGENT_HUB_BACKEND | redis",
                "REDIS_URL | http://redis",
                "VNC_PROXY_ENABLED | maybe",
                "VNC_PROXY_TIMEOUT | PT",
                "VIEWER_TOKENS | 2",
                "ALLOWED_ORIGINS | example.org",
                "FRAME_ANCESTORS | 'self'; script-src *",
            })
    void a_wrong_value_is_refused_with_the_name_and_a_good_example(String name, String value) {
        assertThatThrownBy(() -> with(name, value))
                .isInstanceOf(ConfigurationProblem.class)
                .hasMessageContaining(name)
                .hasMessageContaining(Variable.valueOf(name).example());
    }

    @ParameterizedTest
    @EnumSource(Variable.class)
    void the_default_and_a_plain_example_of_each_variable_are_usable(Variable variable) {
        assertThat(variable.defaultValue().isEmpty()
                        || variable.read(variable.defaultValue()).isPresent())
                .isTrue();
        assertThat(variable.example().contains(": ")
                        || variable.read(variable.example()).isPresent())
                .isTrue();
    }

    @Test
    void all_wrong_values_are_reported_at_once() {
        assertThatThrownBy(() -> with("PORT", "x", "COMMAND_TIMEOUT", "y"))
                .hasMessageContaining("PORT")
                .hasMessageContaining("COMMAND_TIMEOUT");
    }

    @Test
    void a_wrong_secret_is_not_repeated() {
        assertThatThrownBy(() -> with("JWT_SECRET", "hunter2")).message().doesNotContain("hunter2");
        assertThatThrownBy(() -> with("ADMIN_PASSWORD", "hunter2")).message().doesNotContain("hunter2");
    }

    @Test
    void a_missing_secret_is_named() {
        assertThatThrownBy(() -> with("JWT_SECRET", " "))
                .hasMessageContaining("JWT_SECRET is not set")
                .hasMessageContaining("openssl rand");
    }

    @Test
    void an_empty_variable_counts_as_not_set() throws Exception {
        assertThat(with("PORT", "").onePort().getConnector().getPort()).isEqualTo(8080);
    }

    @Test
    void a_heartbeat_of_30_s_with_a_timeout_of_30_s_is_refused() {
        assertThatThrownBy(() -> with("AGENT_HEARTBEAT_INTERVAL", "30s", "AGENT_HEARTBEAT_TIMEOUT", "30s"))
                .hasMessageContaining("at least twice");
    }

    @Test
    void the_environment_wins_over_the_file_and_the_file_over_the_defaults(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("streamspace.yml");
        Files.writeString(
                file,
                "database:\n  host: from-file\n  port: 7777\nhub:\n  heartbeatInterval: 10s\nserver:\n  connector:\n    port: 7070\n");
        StreamSpaceConfiguration configuration = load(file.toString(), "DB_HOST", "from-environment");
        assertThat(configuration.database().host()).isEqualTo("from-environment");
        assertThat(configuration.database().port()).isEqualTo(7777);
        assertThat(configuration.database().name()).isEqualTo("streamspace");
        assertThat(configuration.hub().heartbeatInterval()).isEqualTo(Duration.ofSeconds(10));
        assertThat(configuration.onePort().getConnector().getPort()).isEqualTo(7070);
    }

    @Test
    void a_wrong_duration_in_the_file_is_named_with_its_place(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("streamspace.yml"), "hub:\n  commandTimeout: soon\n");
        assertThatThrownBy(() -> load(file.toString()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("commandTimeout");
    }

    @Test
    void an_option_that_does_not_exist_is_refused(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("streamspace.yml"), "databas:\n  host: x\n");
        assertThatThrownBy(() -> load(file.toString())).hasMessageContaining("databas");
    }

    @Test
    void a_file_that_is_not_there_is_named() {
        assertThatThrownBy(() -> load("/nowhere/streamspace.yml")).hasMessageContaining("/nowhere/streamspace.yml");
    }

    @Test
    void nothing_secret_is_printed() throws Exception {
        StreamSpaceConfiguration configuration = with(
                "DB_PASSWORD",
                "hunter2hunter2",
                "ADMIN_PASSWORD",
                "hunter2hunter2",
                "AGENT_ENROLMENT_KEYS",
                "hunter2hunter2ab",
                "SECRET_KEYS",
                "hunter2hunter2abhunter2hunter2ab");
        assertThat(configuration.database() + "" + configuration.auth() + configuration.hub())
                .doesNotContain("hunter2")
                .doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "30s:30000",
                "5m:300000",
                "1h:3600000",
                "1h30m:5400000",
                "250ms:250",
                "2d:172800000",
                "PT1.5S:1500",
                "0s:0"
            })
    void durations_are_read(String textAndMillis) {
        String[] parts = textAndMillis.split(":");
        assertThat(Durations.parse(parts[0])).contains(Duration.ofMillis(Long.parseLong(parts[1])));
    }

    @Test
    void the_readme_names_every_variable_with_its_default() throws Exception {
        String readme = Files.readString(Path.of("README.md"));
        Set<String> missing = Set.of(Variable.values()).stream()
                .map(ConfigurationTest::row)
                .filter(row -> !readme.contains(row))
                .collect(Collectors.toSet());
        assertThat(missing).isEmpty();
    }

    private static String row(Variable variable) {
        String defaultValue = variable.defaultValue().isEmpty() ? "" : "`" + variable.defaultValue() + "`";
        return "| `%s` | `%s` | %s | %s |".formatted(variable, variable.path(), defaultValue, variable.meaning());
    }
}
