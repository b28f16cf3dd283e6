package io.streamspace.server.agent;

import com.codahale.metrics.MetricRegistry;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.logging.common.DefaultLoggingFactory;
import io.streamspace.server.config.ConfigurationSource;
import io.streamspace.server.config.Variable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** An agent logs as a server does: the same lines with their key-values, the same levels, {@code LOG_LEVEL} included. */
final class AgentLogging {
    private static final String LEVEL = Variable.LOG_LEVEL.name();

    private AgentLogging() {}

    /** @throws io.streamspace.server.config.ConfigurationProblem where the level is none */
    static void configure(Map<String, String> environment) {
        var level = Map.of(LEVEL, environment.getOrDefault(LEVEL, ""));
        try (InputStream yaml = new ConfigurationSource(level).open(ConfigurationSource.NO_FILE)) {
            JsonNode logging = new YAMLMapper().readTree(yaml).get("logging");
            Jackson.newObjectMapper()
                    .treeToValue(logging, DefaultLoggingFactory.class)
                    .configure(new MetricRegistry(), "streamspace-agent");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
