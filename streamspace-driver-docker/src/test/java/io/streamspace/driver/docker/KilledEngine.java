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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

/** The program that kills an engine of its own in the middle of each verb; it ends with 0 where all held, and names what it has done. */
final class KilledEngine {
    private static final int SESSIONS = 6;
    private static final int STAGGER_MILLIS = 70;
    private static final SessionSpec SPEC = DriverFixture.spec(OwnEngine.TINY_DESKTOP, Map.of());
    private static final Duration SOON = Duration.ofSeconds(60);

    private final OwnEngine engine;
    private final DriverFixture fixture;
    private final DockerDriver driver;

    private KilledEngine(OwnEngine engine, DriverFixture fixture, DockerDriver driver) {
        this.engine = engine;
        this.fixture = fixture;
        this.driver = driver;
    }

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws Exception {
        try (var engine = new OwnEngine()) {
            for (Verb verb : Verb.values()) {
                play(engine, scene -> scene.cutShort(verb));
                System.out.println(verb);
            }
            play(engine, KilledEngine::watch);
            System.out.println("watch");
        }
    }

    /** What is done with an agent of its own. */
    private interface Scene {
        void play(KilledEngine stage) throws Exception;
    }

    private static void play(OwnEngine engine, Scene scene) throws Exception {
        try (var fixture = new DriverFixture(new TestEngine(engine.host()));
                DockerDriver driver = fixture.open("host", engine.host(), "stop-grace", "1")) {
            scene.play(new KilledEngine(engine, fixture, driver));
        }
    }

    private void cutShort(Verb verb) throws Exception {
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

    /** The watch goes on with the next engine, and tells what the death cost. */
    private void watch() throws Exception {
        driver.start(ref("sess-1"), SPEC, Progress.IGNORED);
        List<SessionFacts> told = new CopyOnWriteArrayList<>();
        try (AutoCloseable watch = driver.watch(told::add)) {
            assertThat(watch).isNotNull();
            await().atMost(SOON).until(() -> !told.isEmpty());
            engine.kill();
            assertThatThrownBy(driver::list)
                    .isInstanceOfSatisfying(
                            DriverException.class, e -> assertThat(e.kind()).isEqualTo(Kind.PLATFORM_UNAVAILABLE));
            told.clear();
            engine.start();
            await().atMost(SOON).until(() -> !told.isEmpty());
            driver.start(ref("sess-2"), SPEC, Progress.IGNORED);
            fixture.engine
                    .client
                    .killContainerCmd(
                            fixture.engine.container(fixture.agentId, "sess-2").getId())
                    .exec();
            await().atMost(SOON)
                    .until(() -> told.stream()
                            .anyMatch(facts ->
                                    facts.sessionId().equals("sess-2") && facts.state() == ObservedState.STOPPED));
        }
    }
}
