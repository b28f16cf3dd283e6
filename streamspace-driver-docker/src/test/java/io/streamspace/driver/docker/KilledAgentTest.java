package io.streamspace.driver.docker;

import static io.streamspace.driver.docker.DriverFixture.ref;
import static io.streamspace.driver.docker.DriverFixture.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamspace.agent.spi.DriverContext;
import io.streamspace.agent.spi.SessionFacts;
import io.streamspace.protocol.testing.RequiresDocker;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The driver runs in a second Java, which is killed as by {@code kill -9} while a verb is at work on several sessions, at different points of it. */
@RequiresDocker
class KilledAgentTest {
    private static final int SESSIONS = 6;
    private static final int STAGGER_MILLIS = 70;

    private DriverFixture fixture;

    @BeforeEach
    void prepare() throws IOException {
        fixture = new DriverFixture();
    }

    @AfterEach
    void end() throws Exception {
        fixture.close();
    }

    @ParameterizedTest
    @EnumSource(Verb.class)
    void a_verb_that_a_kill_cut_short_can_be_repeated_and_leaves_nothing(Verb verb) throws Exception {
        List<String> sessions =
                IntStream.range(0, SESSIONS).mapToObj(i -> "sess-" + i).toList();
        try (DockerDriver driver = fixture.open()) {
            for (String session : sessions) {
                verb.prepare(driver, session, spec());
            }
        }

        Process agent = agent(verb);
        await(agent, "begun");
        agent.destroyForcibly().waitFor();

        try (DockerDriver driver = fixture.open()) {
            // Half of them are taken up again, the others are given up by their id alone.
            for (String session : sessions.subList(0, SESSIONS / 2)) {
                verb.run(driver, session, spec());
                SessionFacts facts = driver.recover(ref(session));
                assertThat(facts.state()).as("%s after %s", session, verb).isEqualTo(verb.outcome);
            }
            for (String session : sessions) {
                driver.destroy(ref(session));
            }
            assertThat(driver.list()).isEmpty();
        }
        assertThat(fixture.leftovers()).isEmpty();
    }

    private Process agent(Verb verb) throws Exception {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                SecondAgent.class.getName(),
                fixture.agentId,
                verb.name());
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

    /** What {@link #agent} runs: the verb on all sessions, the first begun first. It says so when the last has begun. */
    static final class SecondAgent {
        private SecondAgent() {}

        @SuppressWarnings("SystemOut")
        public static void main(String[] arguments) throws Exception {
            var context =
                    new DriverContext(arguments[0], Path.of("target"), Map.of("pull", "never"), Clock.systemUTC());
            var driver = (DockerDriver) new DockerDriverFactory().open(context);
            Verb verb = Verb.valueOf(arguments[1]);
            for (int i = 0; i < SESSIONS; i++) {
                String session = "sess-" + i;
                Thread.ofVirtual().start(() -> {
                    try {
                        verb.run(driver, session, spec());
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
                Thread.sleep(STAGGER_MILLIS);
            }
            System.out.println("begun");
            Thread.sleep(Long.MAX_VALUE);
        }
    }
}
