package io.streamspace.examples.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    private static final Pattern SAMPLE =
            Pattern.compile("<!-- sample: (\\S+) -->\\s+```java\\n(.*?)```", Pattern.DOTALL);

    @Test
    void every_sample_is_cut_from_a_file_that_the_build_compiles() throws IOException {
        var samples =
                SAMPLE.matcher(Files.readString(Path.of("README.md"))).results().toList();
        assertThat(samples).hasSize(2);
        for (MatchResult sample : samples) {
            String source = Files.readString(Path.of("../..").resolve(sample.group(1)));
            assertThat(source.replaceAll("\\s+", " "))
                    .contains(sample.group(2).strip().replaceAll("\\s+", " "));
        }
    }
}
