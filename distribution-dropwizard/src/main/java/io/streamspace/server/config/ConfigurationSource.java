package io.streamspace.server.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.dropwizard.configuration.ConfigurationSourceProvider;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Four layers, the later over the earlier: {@code defaults.yml} of this package, the defaults of {@link Variable}, the
 * operator's YAML file if there is one, the environment. An empty variable counts as not set.
 */
public final class ConfigurationSource implements ConfigurationSourceProvider {
    /** In the place of a file's path: there is no file. */
    public static final String NO_FILE = "-";

    private static final ObjectMapper YAML = new YAMLMapper();

    private final Map<String, String> environment;

    public ConfigurationSource(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** @throws ConfigurationProblem with a sentence for each variable that is wrong */
    @Override
    public InputStream open(String path) throws IOException {
        ObjectNode root = YAML.createObjectNode();
        merge(root, defaults());
        for (Variable variable : Variable.values()) {
            variable.read(variable.defaultValue()).ifPresent(value -> put(root, variable.path(), value));
        }
        if (!path.equals(NO_FILE)) {
            merge(root, file(Path.of(path)));
        }
        applyEnvironment(root);
        return new ByteArrayInputStream(YAML.writeValueAsBytes(root));
    }

    private static JsonNode defaults() throws IOException {
        try (InputStream yaml = Objects.requireNonNull(
                ConfigurationSource.class.getResourceAsStream("defaults.yml"), "defaults.yml is part of the jar")) {
            return YAML.readTree(yaml);
        }
    }

    private static JsonNode file(Path path) throws IOException {
        if (!Files.isReadable(path)) {
            throw new FileNotFoundException("The configuration file " + path + " does not exist or cannot be read.");
        }
        return YAML.readTree(path.toFile());
    }

    private void applyEnvironment(ObjectNode root) {
        List<String> problems = new ArrayList<>();
        for (Variable variable : Variable.values()) {
            String text = text(variable);
            if (!text.isBlank()) {
                variable.read(text)
                        .ifPresentOrElse(
                                value -> put(root, variable.path(), value),
                                () -> problems.add(variable.complaint(text)));
                contradiction(variable).ifPresent(problems::add);
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationProblem(problems);
        }
    }

    private Optional<String> contradiction(Variable variable) {
        return variable.aliases().stream()
                .filter(other -> other.compareTo(variable) < 0)
                .filter(other -> !text(other).isBlank() && !text(other).equals(text(variable)))
                .findFirst()
                .map(other -> "%s and %s mean the same and differ: set only one of them.".formatted(other, variable));
    }

    private String text(Variable variable) {
        return environment.getOrDefault(variable.name(), "");
    }

    /** A null in the file says nothing. */
    private static void merge(ObjectNode target, JsonNode source) {
        source.properties().forEach(entry -> {
            if (entry.getValue() instanceof ObjectNode inner
                    && target.get(entry.getKey()) instanceof ObjectNode present) {
                merge(present, inner);
            } else if (!(entry.getValue() instanceof NullNode)) {
                target.set(entry.getKey(), entry.getValue());
            }
        });
    }

    private static void put(ObjectNode root, String path, JsonNode value) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            root.set(path, value);
            return;
        }
        String section = path.substring(0, dot);
        ObjectNode inner = root.get(section) instanceof ObjectNode present ? present : root.putObject(section);
        put(inner, path.substring(dot + 1), value);
    }
}
