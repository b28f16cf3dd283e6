package io.streamspace.examples.process;

import static io.streamspace.examples.process.DriverFixture.SILENT;
import static io.streamspace.examples.process.DriverFixture.SPEC;
import static io.streamspace.examples.process.DriverFixture.address;
import static io.streamspace.examples.process.DriverFixture.pid;
import static io.streamspace.examples.process.DriverFixture.ref;
import static io.streamspace.examples.process.DriverFixture.running;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.DriverException.Kind;
import io.streamspace.agent.spi.SessionFacts;
import io.streamspace.agent.spi.SessionRef;
import io.streamspace.protocol.message.ObservedState;
import io.streamspace.protocol.message.Resources;
import io.streamspace.protocol.testing.RequiresTigerVnc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@RequiresTigerVnc
// Each test has a folder of its own, and waits for most of its time.
@Execution(ExecutionMode.CONCURRENT)
class ProcessDriverTest {
    @TempDir
    private Path directory;

    private DriverFixture fixture;
    private ProcessDriver driver;

    @BeforeEach
    void open() throws DriverException {
        fixture = new DriverFixture(directory);
        driver = fixture.open();
    }

    @AfterEach
    void close() throws Exception {
        driver.close();
        fixture.close();
    }

    @Test
    void a_started_session_answers_on_loopback_and_tells_how_it_got_there() throws Exception {
        List<String> stages = new CopyOnWriteArrayList<>();
        SessionFacts facts = driver.start(ref("sess-1"), SPEC, (stage, message, fraction) -> stages.add(stage));
        assertThat(facts.state()).isEqualTo(ObservedState.RUNNING);
        assertThat(address(driver.dial(ref("sess-1"), "vnc")).getAddress().isLoopbackAddress())
                .isTrue();
        assertThat(RfbProbe.answers(address(driver.dial(ref("sess-1"), "vnc")).getPort()))
                .isTrue();
        assertThat(stages).containsExactly("starting_display", "starting_desktop", "ready");
    }

    @Test
    void keys_typed_by_a_viewer_reach_the_terminal() throws Exception {
        driver.start(ref("sess-1"), SPEC, SILENT);
        Path proof = directory.resolve("proof");
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            RfbTyping.type(address(driver.dial(ref("sess-1"), "vnc")), "echo hello > " + proof + "\n");
            return Files.exists(proof);
        });
        await().until(() -> Files.readString(proof).equals("hello\n"));
    }

    @Test
    void the_first_program_shows_its_window_every_time() throws Exception {
        for (int i = 0; i < 5; i++) {
            SessionRef session = ref("sess-" + i);
            driver.start(session, SPEC, SILENT);
            SessionFolder folder = fixture.folders().session(session.sessionId());
            Revision attempt = folder.state().orElseThrow().attempt();
            String display = ":" + Files.readString(folder.displayFile(attempt)).strip();
            await().until(() -> DriverFixture.hasWindow(display, "xterm"));
            driver.destroy(session);
        }
    }

    @Test
    void a_command_is_run_word_by_word() throws Exception {
        String word = "it's \"one\" $word; \\ & more";
        driver.start(ref("sess-1"), running("touch", word), SILENT);
        await().until(() ->
                Files.exists(fixture.folders().session("sess-1").home().resolve(word)));
    }

    @Test
    void the_same_generation_is_started_once_and_the_next_replaces_it() throws Exception {
        SessionFacts first = driver.start(ref("sess-1"), SPEC, SILENT);
        SessionFacts again = driver.start(ref("sess-1"), SPEC, SILENT);
        assertThat(again.handle()).isEqualTo(first.handle());
        assertThat(pid(again)).isEqualTo(pid(first));
        SessionFacts next = driver.start(new SessionRef("sess-1", 2, first.handle()), SPEC, SILENT);
        assertThat(next.generation()).isEqualTo(2);
        assertThat(fixture.processes("sess-1"))
                .extracting(ProcessHandle::pid)
                .contains(pid(next))
                .doesNotContain(pid(first));
    }

    @Test
    void ten_desktops_start_at_a_time() throws Exception {
        List<Future<SessionFacts>> starts = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 10; i++) {
                SessionRef session = ref("sess-" + i);
                starts.add(executor.submit(() -> driver.start(session, SPEC, SILENT)));
            }
        }
        List<String> endpoints = new ArrayList<>();
        for (Future<SessionFacts> start : starts) {
            assertThat(start.get().state()).isEqualTo(ObservedState.RUNNING);
            endpoints.add(start.get().endpoints().get("vnc"));
        }
        assertThat(endpoints).doesNotHaveDuplicates();
        assertThat(driver.list()).hasSize(10);
    }

    @Test
    void two_starts_of_one_session_leave_one_desktop() throws Exception {
        List<Future<SessionFacts>> starts = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 2; i++) {
                starts.add(executor.submit(() -> driver.start(ref("sess-1"), SPEC, SILENT)));
            }
        }
        assertThat(pid(starts.get(0).get())).isEqualTo(pid(starts.get(1).get()));
    }

    @Test
    void the_last_place_is_given_once_and_free_again_after_stop() throws Exception {
        driver = fixture.open("max-sessions", "1");
        driver.start(ref("sess-1"), SPEC, SILENT);
        assertThatThrownBy(() -> driver.start(ref("sess-2"), SPEC, SILENT))
                .isInstanceOfSatisfying(DriverException.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.NO_CAPACITY);
                    assertThat(e.retryable()).isTrue();
                })
                .hasMessageContaining("All 1 desktops");
        driver.stop(ref("sess-1"));
        assertThat(driver.start(ref("sess-2"), SPEC, SILENT).state()).isEqualTo(ObservedState.RUNNING);
    }

    @Test
    void hibernation_takes_the_processor_away_and_keeps_the_port() throws Exception {
        SessionFacts before = driver.start(ref("sess-1"), running("sh", "-c", "while :; do :; done"), SILENT);
        await().until(() -> fixture.ticks("sess-1") > 20);
        assertThat(driver.hibernate(ref("sess-1")).state()).isEqualTo(ObservedState.HIBERNATED);
        assertThat(driver.hibernate(ref("sess-1")).state()).isEqualTo(ObservedState.HIBERNATED);
        long frozen = fixture.ticks("sess-1");
        Thread.sleep(500);
        assertThat(fixture.ticks("sess-1")).isEqualTo(frozen);
        assertThatThrownBy(() -> driver.dial(ref("sess-1"), "vnc")).hasMessageContaining("Wake it first");
        SessionFacts after = driver.wake(ref("sess-1"), SPEC, SILENT);
        assertThat(after).isEqualTo(before);
        await().until(() -> fixture.ticks("sess-1") > frozen);
    }

    @Test
    void a_child_that_ended_while_its_parent_sleeps_does_not_keep_the_session_awake() throws Exception {
        driver.start(ref("sess-1"), running("sh", "-c", "sleep 1 & touch begun; exec sleep 1000"), SILENT);
        await().until(() ->
                Files.exists(fixture.folders().session("sess-1").home().resolve("begun")));
        Thread.sleep(1500);
        assertThat(driver.hibernate(ref("sess-1")).state()).isEqualTo(ObservedState.HIBERNATED);
        driver.destroy(ref("sess-1"));
        assertThat(fixture.processes("sess-1")).isEmpty();
    }

    @Test
    void a_hibernated_desktop_whose_processes_are_gone_is_woken_as_a_new_one_on_its_home() throws Exception {
        SessionFacts before = driver.start(ref("sess-1"), SPEC, SILENT);
        driver.hibernate(ref("sess-1"));
        Path left = Files.createFile(fixture.folders().session("sess-1").home().resolve("left"));
        fixture.processes("sess-1").forEach(ProcessHandle::destroyForcibly);
        await().until(() -> fixture.processes("sess-1").isEmpty());
        SessionFacts after = driver.wake(ref("sess-1"), SPEC, SILENT);
        assertThat(after.state()).isEqualTo(ObservedState.RUNNING);
        assertThat(pid(after)).isNotEqualTo(pid(before));
        assertThat(left).exists();
    }

    @Test
    void a_display_server_that_vanishes_is_told_and_a_stop_is_not() throws Exception {
        List<SessionFacts> told = new CopyOnWriteArrayList<>();
        try (AutoCloseable watch = driver.watch(told::add)) {
            driver.start(ref("sess-1"), SPEC, SILENT);
            long victim = pid(driver.start(ref("sess-2"), SPEC, SILENT));
            Thread.sleep(1500);
            driver.stop(ref("sess-1"));
            ProcessHandle.of(victim).orElseThrow().destroyForcibly();
            await().until(() -> !told.isEmpty());
            Thread.sleep(1000);
        }
        assertThat(told).hasSize(1);
        assertThat(told.getFirst().sessionId()).isEqualTo("sess-2");
        assertThat(told.getFirst().state()).isEqualTo(ObservedState.STOPPED);
        assertThat(told.getFirst().reason()).contains("ended by itself");
    }

    @Test
    void stop_keeps_the_files_and_destroy_keeps_a_persistent_home_only() throws Exception {
        Path own = fixture.folders().session("sess-1").home();
        driver.start(ref("sess-1"), running("touch", "own"), SILENT);
        driver.start(
                ref("sess-2"), DriverFixture.spec(List.of("touch", "kept"), Map.of(), Resources.NONE, true), SILENT);
        Path kept = fixture.folders().persistentHome("alice").resolve("kept");
        await().until(() -> Files.exists(own.resolve("own")) && Files.exists(kept));
        driver.stop(ref("sess-1"));
        driver.stop(ref("sess-1"));
        assertThat(driver.inspect(ref("sess-1")).state()).isEqualTo(ObservedState.STOPPED);
        assertThat(own.resolve("own")).exists();
        driver.destroy(ref("sess-1"));
        driver.destroy(ref("sess-2"));
        driver.destroy(ref("never-heard-of"));
        assertThat(driver.list()).isEmpty();
        assertThat(own).doesNotExist();
        assertThat(kept).exists();
    }

    @Test
    void a_program_that_detaches_itself_is_ended_too() throws Exception {
        driver.start(ref("sess-1"), running("sh", "-c", "(setsid sleep 1000 &) ; touch detached"), SILENT);
        await().until(() ->
                Files.exists(fixture.folders().session("sess-1").home().resolve("detached")));
        assertThat(fixture.processes("sess-1"))
                .anyMatch(process -> process.info().command().orElse("").endsWith("sleep"));
        driver.stop(ref("sess-1"));
        assertThat(fixture.processes("sess-1")).isEmpty();
    }

    @Test
    void a_program_that_ignores_the_request_to_end_is_killed() throws Exception {
        driver.start(
                ref("sess-1"), running("sh", "-c", "trap '' TERM HUP; touch deaf; while :; do sleep 1; done"), SILENT);
        await().until(() ->
                Files.exists(fixture.folders().session("sess-1").home().resolve("deaf")));
        driver.hibernate(ref("sess-1"));
        driver.destroy(ref("sess-1"));
        assertThat(fixture.processes("sess-1")).isEmpty();
    }

    @Test
    void a_foreign_process_with_an_old_number_is_left_alone() throws Exception {
        Process foreign = new ProcessBuilder("sleep", "1000").start();
        try {
            SessionFolder folder = fixture.folders().session("sess-1");
            Folders.createPrivate(folder.path());
            folder.save(SessionState.starting(Optional.empty(), "sess-1", 1, Resources.NONE)
                    .on(5999, foreign.pid())
                    .answering());
            assertThat(driver.inspect(ref("sess-1")).state()).isEqualTo(ObservedState.STOPPED);
            driver.destroy(ref("sess-1"));
            assertThat(foreign.isAlive()).isTrue();
        } finally {
            foreign.destroyForcibly().waitFor();
        }
    }

    @Test
    void an_interrupted_start_ends_what_it_began() throws Exception {
        Thread thread = Thread.currentThread();
        assertThatThrownBy(() -> driver.start(ref("sess-1"), SPEC, (stage, message, fraction) -> {
                    if (stage.equals("starting_desktop")) {
                        thread.interrupt();
                    }
                }))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
        assertThat(fixture.processes("sess-1")).isEmpty();
        assertThat(driver.inspect(ref("sess-1")).state()).isEqualTo(ObservedState.STOPPED);
    }

    @Test
    void a_program_gets_an_environment_of_its_own_and_its_memory_limit() throws Exception {
        Resources small = new Resources(1, 512L << 20);
        driver.start(
                ref("sess-1"),
                DriverFixture.spec(
                        List.of("sh", "-c", "ulimit -v > limit; env > env; touch done"),
                        Map.of("COLOUR", "blue", "HOME", "/"),
                        small,
                        false),
                SILENT);
        Path home = fixture.folders().session("sess-1").home();
        await().until(() -> Files.exists(home.resolve("done")));
        assertThat(Files.readString(home.resolve("limit")).strip()).isEqualTo("524288");
        assertThat(Files.readAllLines(home.resolve("env")))
                .contains("COLOUR=blue", "HOME=" + home, "USER=alice")
                .noneMatch(line -> line.startsWith("JAVA") || line.startsWith("MAVEN"));
        assertThat(Files.getPosixFilePermissions(home)).hasSize(3);
    }

    @Test
    void names_from_outside_stay_inside_the_folder() throws IOException {
        Folders folders = fixture.folders();
        String longName = "x".repeat(400);
        for (String name : List.of("..", ".", "a/../../b", "ü", longName + "1", longName + "2")) {
            Path home = folders.persistentHome(name);
            assertThat(home.normalize().getParent()).isEqualTo(folders.root().resolve("homes"));
            Folders.createPrivate(home);
        }
        assertThat(folders.persistentHome(longName + "1")).isNotEqualTo(folders.persistentHome(longName + "2"));
        assertThat(folders.persistentHome("+.")).isNotEqualTo(folders.persistentHome("."));
    }
}
