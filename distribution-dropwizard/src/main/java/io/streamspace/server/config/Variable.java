package io.streamspace.server.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.streamspace.hub.HubSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The environment variables of the server. Each stands for one place in the YAML file and wins over it; an alias stands
 * for the same place as another. The table in the README is checked against this one.
 */
public enum Variable {
    PORT(
            "server.connector.port",
            "8080",
            "the one port for HTTP, agents and viewers; 0 for any free one",
            ValueRule.number(0, 65535, "8080")),
    LOG_LEVEL(
            "logging.level",
            "INFO",
            "how much is logged",
            ValueRule.oneOf("INFO", "OFF", "ERROR", "WARN", "INFO", "DEBUG", "TRACE", "ALL")),
    DB_HOST(
            "database.host",
            "localhost",
            "host of PostgreSQL 12 or newer",
            ValueRule.text("a host name or address", "db.example.org", text -> text.matches("[^\\s/]+"))),
    DB_PORT("database.port", "5432", "port of PostgreSQL", ValueRule.number(1, 65535, "5432")),
    DB_NAME(
            "database.name",
            "streamspace",
            "the database",
            ValueRule.text("the name of a database", "streamspace", text -> text.matches("[^\\s/?]+"))),
    DB_USER("database.user", "streamspace", "its user", ValueRule.anyText("a user name", "streamspace")),
    DB_PASSWORD(
            "database.password",
            "",
            "the user's password",
            ValueRule.anyText("a password", "a long random text"),
            true),
    DB_SSL_MODE(
            "database.sslMode",
            "prefer",
            "how the connection to PostgreSQL is protected",
            ValueRule.oneOf("require", "disable", "allow", "prefer", "require", "verify-ca", "verify-full")),
    JWT_SECRET(
            "auth.jwtSecret",
            "",
            "signs log-ins; required; the same on every replica",
            ValueRule.atLeast(AuthConfiguration.MIN_SECRET_LENGTH, "the output of: openssl rand -base64 48"),
            true),
    TOKEN_LIFETIME("auth.tokenLifetime", "12h", "how long a log-in is good", ValueRule.duration("12h")),
    ADMIN_PASSWORD(
            "auth.adminPassword",
            "",
            "password of the user admin, who is created at the first start",
            ValueRule.atLeast(AuthConfiguration.MIN_PASSWORD_LENGTH, "a long random text"),
            true),
    AGENT_ENROLMENT_KEYS(
            "hub.enrolmentKeys",
            "",
            "any of them enrols an agent; comma separated; without one no agent can enrol",
            ValueRule.commaSeparated(
                    "keys of 16 or more characters each, separated by commas",
                    "the output of: openssl rand -hex 24",
                    key -> key.length() >= 16),
            true),
    SECRET_KEYS(
            "hub.secretKeys",
            "",
            "encrypt the values of secret parameters; comma separated; the first encrypts, the others still decrypt; the same on every"
                    + " replica; without one nobody can enter such a value",
            ValueRule.commaSeparated(
                    "texts of " + HubSettings.MIN_SECRET_KEY_LENGTH + " or more characters each, separated by commas",
                    "the output of: openssl rand -hex 32",
                    key -> key.length() >= HubSettings.MIN_SECRET_KEY_LENGTH),
            true),
    AGENT_HEARTBEAT_INTERVAL(
            "hub.heartbeatInterval", "30s", "how often agents say how they are", ValueRule.duration("30s")),
    AGENT_HEARTBEAT_TIMEOUT(
            "hub.heartbeatTimeout",
            "90s",
            "silence after which an agent counts as offline; at least twice the interval",
            ValueRule.duration("90s")),
    AGENT_TIMEOUT("hub.heartbeatTimeout", "90s", "the same as AGENT_HEARTBEAT_TIMEOUT", ValueRule.duration("90s")),
    COMMAND_TIMEOUT(
            "hub.commandTimeout",
            "5m",
            "how long an agent may take to start, stop, hibernate or wake a session",
            ValueRule.duration("5m")),
    TEMPLATES_DIR(
            "hub.templatesDir",
            "",
            "a folder with *.yaml files of templates",
            ValueRule.anyText("a folder", "/etc/streamspace/templates")),
    REPLICA_ID(
            "hub.replicaId",
            "hub-1",
            "this server's name, unique among those on one database",
            ValueRule.text("a name of letters, digits and . _ : -", "hub-1", text -> text.matches("[\\w.:-]{1,253}"))),
    AGENT_HUB_BACKEND(
            "hub.backend",
            "memory",
            "how replicas find each other; this version runs one",
            ValueRule.oneOf("memory", "memory")),
    REDIS_URL(
            "hub.redisUrl",
            "",
            "read for the sake of existing installations; not used by the backend memory",
            ValueRule.uri("redis://redis.example.org:6379", "redis", "rediss"),
            true),
    VNC_PROXY_ENABLED(
            "viewers.enabled", "true", "whether browsers reach desktops through this server", ValueRule.flag("true")),
    VNC_PROXY_TIMEOUT(
            "viewers.idleTimeout",
            "5m",
            "a viewer that nobody uses for so long is disconnected; 0s for never",
            ValueRule.duration("5m")),
    VIEWER_TOKENS(
            "viewers.tokensInAddress",
            "true",
            "whether a viewer may be opened with a log-in token in the address (?token=) beside tickets",
            ValueRule.flag("false")),
    ALLOWED_ORIGINS(
            "viewers.allowedOrigins",
            "",
            "origins of other pages that may open viewers, comma separated",
            ValueRule.commaSeparated(
                    "origins such as https://portal.example.org, separated by commas",
                    "https://portal.example.org",
                    origin -> ValueRule.isUri(origin, "http", "https"))),
    FRAME_ANCESTORS(
            "viewers.frameAncestors",
            "'self'",
            "who may show the pages in a frame, as in Content-Security-Policy",
            ValueRule.text(
                    "sources such as 'self' https://portal.example.org, separated by spaces",
                    "'self' https://portal.example.org",
                    text -> text.matches("[\\w'*.:/ -]+")));

    private final String path;
    private final String defaultValue;
    private final String meaning;
    private final ValueRule rule;
    private final boolean secret;

    Variable(String path, String defaultValue, String meaning, ValueRule rule) {
        this(path, defaultValue, meaning, rule, false);
    }

    Variable(String path, String defaultValue, String meaning, ValueRule rule, boolean secret) {
        this.path = path;
        this.defaultValue = defaultValue;
        this.meaning = meaning;
        this.rule = rule;
        this.secret = secret;
    }

    /** The place in the YAML file, with dots. */
    public String path() {
        return path;
    }

    /** What holds when neither variable nor file says anything; empty for nothing. */
    public String defaultValue() {
        return defaultValue;
    }

    public String meaning() {
        return meaning;
    }

    /** The value as it goes into the file's place; empty where the text is wrong. */
    Optional<JsonNode> read(String text) {
        return rule.read().apply(text.strip());
    }

    /** The sentence for a wrong value; secrets are not repeated. */
    String complaint(String text) {
        String shown = secret ? "" : " \"" + text + "\"";
        return "%s%s is not usable: it must be %s. A good value is %s."
                .formatted(name(), shown, rule.wanted(), rule.example());
    }

    /** A value for the documentation. */
    public String example() {
        return rule.example();
    }

    /** The variables for the same place of the file, this one included. */
    List<Variable> aliases() {
        return Arrays.stream(values()).filter(other -> other.path.equals(path)).toList();
    }
}
