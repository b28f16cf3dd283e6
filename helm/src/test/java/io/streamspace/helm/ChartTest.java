package io.streamspace.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Helm;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChartTest {
    @Test
    void helm_finds_nothing_to_complain_of() {
        var result = new Helm(Chart.FOLDER).lint().strict().call();

        assertThat(result.isFailed()).as(result.getMessages().toString()).isFalse();
    }

    @Test
    void the_chart_can_be_packaged(@TempDir Path folder) {
        new Helm(Chart.FOLDER).packageIt().withDestination(folder).call();

        assertThat(folder).isDirectoryContaining(file -> file.toString().endsWith(".tgz"));
    }
}
