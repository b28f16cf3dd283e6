package io.streamspace.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each set of values, rendered, is the file that was read when it was agreed to. After a change of the chart run this test with
 * {@code -DargLine=-Dstreamspace.rendered.rewrite=true} and read the difference.
 */
class RenderingTest {
    private static final Path RENDERED = Path.of("src/test/resources/rendered");

    static Stream<String> sets() {
        return Chart.valueSets().stream().map(Chart::nameOf);
    }

    @ParameterizedTest
    @MethodSource("sets")
    void a_set_of_values_renders_as_it_did(String set) throws IOException {
        String rendered = Chart.render(Chart.valueSet(set));

        Path file = RENDERED.resolve(set + ".yaml");
        if (Boolean.getBoolean("streamspace.rendered.rewrite")) {
            Files.writeString(file, rendered);
        }
        assertThat(rendered).isEqualTo(Files.readString(file));
    }
}
