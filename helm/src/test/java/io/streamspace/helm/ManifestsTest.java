package io.streamspace.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The manifests for an installation by hand are the chart's own rendering; they are rewritten as those of {@link RenderingTest}. */
class ManifestsTest {
    private static final Path FOLDER = Path.of("manifests").toAbsolutePath();

    /** The values that manifests are rendered with. */
    static Stream<Path> valueSets() {
        return Stream.of("streamspace", "agent-alone").map(name -> FOLDER.resolve("values/" + name + ".yaml"));
    }

    @ParameterizedTest
    @MethodSource("valueSets")
    void manifests_are_what_the_chart_renders(Path values) throws IOException {
        String name = Chart.nameOf(values);
        String rendered =
                "# Rendered from the chart with manifests/values/" + name + ".yaml; README.md says how to use it.\n"
                        + Chart.template(Chart.NEW_KUBERNETES)
                                .withValuesFile(values)
                                .call()
                                .replaceAll("(?m)^ *(helm.sh/chart: .*|app.kubernetes.io/managed-by: Helm)\n", "");

        Path file = FOLDER.resolve(name + ".yaml");
        if (Boolean.getBoolean("streamspace.rendered.rewrite")) {
            Files.writeString(file, rendered);
        }
        assertThat(rendered).isEqualTo(Files.readString(file));
        assertThat(Chart.objects(rendered))
                .noneMatch(object -> object.path("kind").asText().equals("Secret"));
    }
}
