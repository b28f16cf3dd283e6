package io.streamspace.examples.process;

import static io.streamspace.examples.process.DriverFixture.SILENT;
import static io.streamspace.examples.process.DriverFixture.SPEC;
import static io.streamspace.examples.process.DriverFixture.address;
import static io.streamspace.examples.process.DriverFixture.ref;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamspace.agent.spi.SessionFacts;
import io.streamspace.protocol.message.ObservedState;
import io.streamspace.protocol.testing.RequiresTigerVnc;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The driver runs in a second Java, which is killed as by {@code kill -9}. */
@RequiresTigerVnc
class KilledAgentTest {
    private static final int ROUNDS = 6;
    private static final int LONGEST_LIFE_MILLIS = 900;

    @TempDir
    private Path directory;

    private DriverFixture fixture;

    @BeforeEach
    void prepare() {
        fixture = new DriverFixture(directory);
    }

    @AfterEach
    void end() throws Exception {
        fixture.close();
    }

    @Test
    void a_running_session_goes_on_and_is_recovered() throws Exception {
        Process agent = agent("sess-1");
        await(agent, "running sess-1");
        kill(agent);
        try (ProcessDriver driver = fixture.open()) {
            SessionFacts facts = driver.recover(ref("sess-1"));
            assertThat(facts.state()).isEqualTo(ObservedState.RUNNING);
            assertThat(driver.list()).containsExactly(facts);
            assertThat(RfbProbe.answers(
                            address(driver.dial(ref("sess-1"), "vnc")).getPort()))
                    .isTrue();
            assertThat(driver.start(ref("sess-1"), SPEC, SILENT)).isEqualTo(facts);
            driver.destroy(ref("sess-1"));
            assertThat(fixture.processes("sess-1")).isEmpty();
        }
    }

    @Test
    void a_session_that_was_half_started_is_removed_by_its_id() throws Exception {
        Random random = new Random(11);
        for (int round = 0; round < ROUNDS; round++) {
            String id = "half-" + round;
            Process agent = agent(id);
            await(agent, "starting " + id);
            Thread.sleep(random.nextInt(LONGEST_LIFE_MILLIS));
            kill(agent);
            try (ProcessDriver driver = fixture.open()) {
                driver.destroy(ref(id));
                assertThat(fixture.processes(id)).isEmpty();
                assertThat(driver.list()).isEmpty();
            }
        }
    }

    @Test
    void a_session_that_was_half_started_can_be_started_again() throws Exception {
        Process agent = agent("sess-1");
        await(agent, "starting sess-1");
        Thread.sleep(100);
        kill(agent);
        try (ProcessDriver driver = fixture.open()) {
            assertThat(driver.start(ref("sess-1"), SPEC, SILENT).state()).isEqualTo(ObservedState.RUNNING);
            assertThat(fixture.processes("sess-1"))
                    .filteredOn(process -> process.info().command().orElse("").endsWith(Programs.DISPLAY_SERVER))
                    .hasSize(1);
        }
    }

    private Process agent(String sessionId) throws Exception {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                SecondAgent.class.getName(),
                directory.toString(),
                sessionId);
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void await(Process agent, String line) throws Exception {
        BufferedReader lines = agent.inputReader();
        String read = lines.readLine();
        while (read != null && !read.equals(line)) {
            read = lines.readLine();
        }
        assertThat(read).isEqualTo(line);
    }

    private static void kill(Process agent) throws InterruptedException {
        agent.destroyForcibly().waitFor();
    }

    /** What {@link #agent} runs. */
    static final class SecondAgent {
        private SecondAgent() {}

        @SuppressWarnings("SystemOut")
        public static void main(String[] arguments) throws Exception {
            ProcessDriver driver = new DriverFixture(Path.of(arguments[0])).open();
            System.out.println("starting " + arguments[1]);
            driver.start(ref(arguments[1]), SPEC, SILENT);
            System.out.println("running " + arguments[1]);
            Thread.sleep(Long.MAX_VALUE);
        }
    }
}
