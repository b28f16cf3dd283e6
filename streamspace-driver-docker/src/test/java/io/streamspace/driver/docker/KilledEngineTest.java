package io.streamspace.driver.docker;

import static io.streamspace.driver.docker.DriverFixture.ref;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.DriverException.Kind;
import io.streamspace.agent.spi.Progress;
import io.streamspace.agent.spi.SessionFacts;
import io.streamspace.protocol.message.ObservedState;
import io.streamspace.protocol.message.SessionSpec;
import io.streamspace.protocol.testing.RequiresDocker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An engine of its own is killed while verbs are at work, and started again. Run as root. */
@RequiresDocker
class KilledEngineTest {
    private static final int SESSIONS = 6;
    private static final int STAGGER_MILLIS = 70;
    private static final SessionSpec SPEC = DriverFixture.spec(OwnEngine.TINY_DESKTOP, Map.of());

    private static OwnEngine engine;

    private DriverFixture fixture;
    private DockerDriver driver;

    @BeforeAll
    static void startEngine() throws Exception {
        engine = new OwnEngine();
    }

    @AfterAll
    static void stopEngine() throws Exception {
        engine.close();
    }

    @BeforeEach
    void open() throws Exception {
        fixture = new DriverFixture(new TestEngine(engine.host()));
        driver = fixture.open("host", engine.host(), "stop-grace", "1");
    }

    @AfterEach
    void close() throws Exception {
        driver.close();
        fixture.close();
    }

    @ParameterizedTest
    @EnumSource(Verb.class)
    void a_verb_that_the_engines_death_cut_short_can_be_repeated_and_leaves_nothing(Verb verb) throws Exception {
        List<String> sessions =
                IntStream.range(0, SESSIONS).mapToObj(i -> "sess-" + i).toList();
        for (String session : sessions) {
            verb.prepare(driver, session, SPEC);
        }
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        List<Thread> verbs = sessions.stream()
                .map(session -> Thread.ofVirtual().unstarted(() -> {
                    try {
                        verb.run(driver, session, SPEC);
                    } catch (Exception e) {
                        failures.add(e);
                    }
                }))
                .toList();
        for (Thread thread : verbs) {
            thread.start();
            Thread.sleep(STAGGER_MILLIS);
        }
        engine.kill();
        for (Thread thread : verbs) {
            thread.join();
        }
        engine.start();

        assertThat(failures).allSatisfy(failure -> assertThat(failure).isInstanceOf(DriverException.class));
        for (String session : sessions.subList(0, SESSIONS / 2)) {
            verb.run(driver, session, SPEC);
            assertThat(driver.inspect(ref(session)).state())
                    .as("%s after %s", session, verb)
                    .isEqualTo(verb.outcome);
        }
        for (String session : sessions) {
            driver.destroy(ref(session));
        }
        assertThat(driver.list()).isEmpty();
        assertThat(fixture.leftovers()).isEmpty();
    }

    @Test
    void the_watch_goes_on_with_the_next_engine_and_tells_what_the_death_cost() throws Exception {
        driver.start(ref("sess-1"), SPEC, Progress.IGNORED);
        List<SessionFacts> told = new CopyOnWriteArrayList<>();
        try (AutoCloseable watch = driver.watch(told::add)) {
            assertThat(watch).isNotNull();
            await().until(() -> !told.isEmpty());
            engine.kill();
            assertThatThrownBy(driver::list)
                    .isInstanceOfSatisfying(
                            DriverException.class, e -> assertThat(e.kind()).isEqualTo(Kind.PLATFORM_UNAVAILABLE));
            told.clear();
            engine.start();
            await().atMost(Duration.ofSeconds(30)).until(() -> !told.isEmpty());
            driver.start(ref("sess-2"), SPEC, Progress.IGNORED);
            fixture.engine
                    .client
                    .killContainerCmd(
                            fixture.engine.container(fixture.agentId, "sess-2").getId())
                    .exec();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> told.stream()
                            .anyMatch(facts ->
                                    facts.sessionId().equals("sess-2") && facts.state() == ObservedState.STOPPED));
        }
    }
}
