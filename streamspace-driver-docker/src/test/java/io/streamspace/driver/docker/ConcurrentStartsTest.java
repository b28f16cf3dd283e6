package io.streamspace.driver.docker;

import static io.streamspace.driver.docker.DriverFixture.ref;
import static io.streamspace.driver.docker.DriverFixture.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamspace.agent.spi.Progress;
import io.streamspace.agent.spi.SessionFacts;
import io.streamspace.protocol.message.ObservedState;
import io.streamspace.protocol.testing.RequiresDocker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Twenty sessions at once: none waits for another. */
@RequiresDocker
class ConcurrentStartsTest {
    private static final int SESSIONS = 20;
    private static final int SINGLE = 3;

    /** How many starts are between two of their stages at the same moment. */
    private static final class Crowd implements Progress {
        private final Set<Thread> inside = ConcurrentHashMap.newKeySet();
        private volatile int most;

        @Override
        public void report(String stage, String message, double fraction) {
            if (stage.equals("ready")) {
                inside.remove(Thread.currentThread());
            } else {
                inside.add(Thread.currentThread());
                synchronized (this) {
                    most = Math.max(most, inside.size());
                }
            }
        }
    }

    @Test
    void twenty_sessions_started_at_once_are_all_under_way_before_the_first_is_ready() throws Exception {
        try (DriverFixture fixture = new DriverFixture();
                DockerDriver driver = fixture.open();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long single = 0;
            for (int i = 0; i < SINGLE; i++) {
                long began = System.nanoTime();
                driver.start(ref("single-" + i), spec(TestEngine.IMAGE, Map.of()), Progress.IGNORED);
                single += System.nanoTime() - began;
                driver.destroy(ref("single-" + i));
            }
            var crowd = new Crowd();
            List<Callable<SessionFacts>> starts = new ArrayList<>();
            IntStream.range(0, SESSIONS)
                    .forEach(i ->
                            starts.add(() -> driver.start(ref("sess-" + i), spec(TestEngine.IMAGE, Map.of()), crowd)));

            long began = System.nanoTime();
            List<Future<SessionFacts>> started = threads.invokeAll(starts);
            long all = System.nanoTime() - began;

            assertThat(started)
                    .allSatisfy(start -> assertThat(start.resultNow().state()).isEqualTo(ObservedState.RUNNING));
            assertThat(crowd.most).as("starts under way at the same moment").isEqualTo(SESSIONS);
            System.out.printf(
                    "%d sessions at once: %d ms; one alone: %d ms; %d times that: %d ms%n",
                    SESSIONS,
                    TimeUnit.NANOSECONDS.toMillis(all),
                    TimeUnit.NANOSECONDS.toMillis(single / SINGLE),
                    SESSIONS,
                    TimeUnit.NANOSECONDS.toMillis(single / SINGLE * SESSIONS));

            List<Callable<Boolean>> ends = new ArrayList<>();
            IntStream.range(0, SESSIONS)
                    .forEach(i -> ends.add(() -> {
                        driver.destroy(ref("sess-" + i));
                        return true;
                    }));
            assertThat(threads.invokeAll(ends)).allMatch(end -> end.state() == Future.State.SUCCESS);
            assertThat(fixture.leftovers()).isEmpty();
        }
    }
}
