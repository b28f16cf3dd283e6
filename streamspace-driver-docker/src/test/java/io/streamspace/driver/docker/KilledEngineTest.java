package io.streamspace.driver.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamspace.protocol.testing.RequiresDocker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An engine is killed while verbs are at work, and started again: {@link KilledEngine}, in a second Java in a network namespace of its own. Run as root. */
@RequiresDocker
class KilledEngineTest {
    @Test
    void what_an_engines_death_cut_short_can_be_repeated_and_leaves_nothing() throws Exception {
        List<String> command = List.of(
                "unshare",
                "--net",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                KilledEngine.class.getName());
        Process inside = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(inside.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(inside.waitFor()).as(said).isZero();
        assertThat(said.lines()).contains("START", "STOP", "HIBERNATE", "WAKE", "DESTROY", "watch");
    }
}
