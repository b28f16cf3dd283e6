package io.streamspace.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The chart as Helm itself renders it, without a cluster. */
final class Chart {
    static final Path FOLDER = Path.of("streamspace").toAbsolutePath();
    static final String RELEASE = "streamspace";
    static final String NAMESPACE = "streamspace";

    /** The newest Kubernetes that the chart was rendered for, and the oldest that it supports. */
    static final String NEW_KUBERNETES = "1.34.0";

    static final String OLD_KUBERNETES = "1.19.0";

    private static final Path VALUES = Path.of("src/test/resources/values").toAbsolutePath();
    private static final YAMLMapper YAML = new YAMLMapper();

    private Chart() {}

    /** The files with sets of values. */
    static List<Path> valueSets() {
        try (Stream<Path> files = Files.list(VALUES)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String nameOf(Path values) {
        return values.getFileName().toString().replace(".yaml", "");
    }

    static Path valueSet(String name) {
        return VALUES.resolve(name + ".yaml");
    }

    static String kubernetesOf(Path values) {
        return nameOf(values).equals("old-kubernetes") ? OLD_KUBERNETES : NEW_KUBERNETES;
    }

    static String render(Path values) {
        return template(kubernetesOf(values)).withValuesFile(values).call();
    }

    /** A rendering without a cluster. Secrets are given: those that are not, Helm would look for in a cluster. */
    static TemplateCommand template(String kubernetes) {
        return new Helm(FOLDER)
                .template()
                .withName(RELEASE)
                .withNamespace(NAMESPACE)
                .withKubeVersion(kubernetes)
                .set("admin.password", "the-administrators-password")
                .set("secrets.jwtSecret", "what-signs-log-ins-has-32-characters-or-more")
                .set("secrets.secretKeys", "what-seals-secret-parameters-has-32-characters-or-more")
                .set("secrets.agentEnrolmentKey", "what-enrols-agents")
                .set("database.password", "the-databases-password")
                .set("redis.password", "thePasswordOfRedis");
    }

    /** The objects of a rendering; comments and empty documents are none. */
    static List<JsonNode> objects(String rendered) {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(rendered)) {
            return documents.readAll().stream().filter(JsonNode::isObject).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
