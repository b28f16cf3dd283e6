package io.streamspace.examples.process;

import static io.streamspace.examples.process.DriverFixture.SILENT;
import static io.streamspace.examples.process.DriverFixture.SPEC;
import static io.streamspace.examples.process.DriverFixture.pid;
import static io.streamspace.examples.process.DriverFixture.ref;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.streamspace.agent.spi.SessionFacts;
import io.streamspace.protocol.message.Resources;
import io.streamspace.protocol.testing.RequiresTigerVnc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes of one agent at the same session, of which one stood still for a while: docs/decisions/0025-a-verb-that-wakes-late.md. */
@RequiresTigerVnc
class OvertakenStartTest {
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
    void a_desktop_that_a_suspended_process_left_half_made_is_made_anew_and_stays() throws Exception {
        var halfMade = new CountDownLatch(1);
        var woken = new CountDownLatch(1);
        try (ProcessDriver suspended = fixture.open();
                ProcessDriver successor = fixture.open();
                ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<SessionFacts> late =
                    threads.submit(() -> suspended.start(ref("sess-1"), SPEC, (stage, message, fraction) -> {
                        if (stage.equals("starting_desktop")) {
                            halfMade.countDown();
                            awaitUninterruptibly(woken);
                        }
                    }));
            halfMade.await();

            SessionFacts facts = successor.start(ref("sess-1"), SPEC, SILENT);
            woken.countDown();
            assertThatThrownBy(late::get).hasMessageContaining("Another process of this agent");

            SessionFolder folder = fixture.folders().session("sess-1");
            Revision attempt = folder.state().orElseThrow().attempt();
            String display = ":" + Files.readString(folder.displayFile(attempt)).strip();
            await().until(() -> DriverFixture.hasWindow(display, "xterm"));
            assertThat(successor.inspect(ref("sess-1"))).isEqualTo(facts);
            assertThat(fixture.processes("sess-1"))
                    .extracting(ProcessHandle::pid)
                    .contains(pid(facts));
        }
    }

    @Test
    void one_change_of_a_state_holds_and_later_ones_are_kept_from_those_who_did_not_see_it() throws Exception {
        SessionFolder folder = fixture.folders().session("sess-1");
        Folders.createPrivate(folder.path());
        SessionState first = folder.save(SessionState.starting(Optional.empty(), "sess-1", 1, Resources.NONE));
        SessionState second = folder.save(first.on(5901, 1));

        assertThatThrownBy(() -> folder.save(first.stopped())).isInstanceOf(OvertakenException.class);
        SessionState other = folder.save(SessionState.starting(Optional.of(second), "sess-1", 1, Resources.NONE));
        folder.save(other.on(5902, 2));
        // Its number is free again, since older states are removed.
        assertThatThrownBy(() -> folder.save(first.on(5903, 3))).isInstanceOf(OvertakenException.class);
        assertThatThrownBy(() -> folder.newest(second)).isInstanceOf(OvertakenException.class);

        assertThat(folder.newest(other).port()).isEqualTo(5902);
        folder.delete();
        assertThatThrownBy(() -> folder.save(other.answering())).isInstanceOf(OvertakenException.class);
        assertThat(folder.path()).doesNotExist();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
