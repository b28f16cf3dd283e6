package io.streamspace.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * Hub and agents live through lost, late and repeated messages, crashes of either side, a database and platforms that go away, and come out
 * with every invariant whole.
 *
 * <p>{@code -Dsimulation.seed=N} plays one seed and prints its trace; {@code -Dsimulation.seeds=N} says how many to play.
 */
final class SimulationTest {
    private static final int LANES = 2;
    private static final int MANY = 1000;
    private static final int SOME = 100;

    private final long only = Long.getLong("simulation.seed", 0);
    private final long last = only > 0 ? only : Integer.getInteger("simulation.seeds", usual());
    private final AtomicLong next = new AtomicLong(only > 0 ? only : 1);

    private static int usual() {
        return Boolean.parseBoolean(System.getenv("STREAMSPACE_REQUIRE_ALL")) ? MANY : SOME;
    }

    @Test
    void every_invariant_holds_for_every_seed() throws Exception {
        try (var runner = new SimulationRunner();
                var threads = Executors.newFixedThreadPool(LANES)) {
            List<Callable<List<String>>> lanes = new ArrayList<>();
            for (int i = 0; i < LANES; i++) {
                lanes.add(() -> lane(runner));
            }
            var broken = new ArrayList<String>();
            for (var lane : threads.invokeAll(lanes)) {
                broken.addAll(lane.get());
            }
            assertThat(broken).as("seeds that break an invariant").isEmpty();
        }
    }

    /** Plays the next seeds until they are all played or one is broken here. */
    private List<String> lane(SimulationRunner runner) {
        try (var books = runner.newBooks()) {
            for (long seed = next.getAndIncrement(); seed <= last; seed = next.getAndIncrement()) {
                var broken = SimulationRunner.play(seed, books, Bugs.NONE);
                if (broken.isPresent()) {
                    return List.of(String.valueOf(broken.get().getMessage()));
                }
            }
            return List.of();
        }
    }

    @Test
    void the_same_seed_tells_the_same_story() throws Exception {
        try (var runner = new SimulationRunner();
                var books = runner.newBooks()) {
            long seed = only > 0 ? only : 2;
            var story = SimulationRunner.traceOf(seed, books);
            if (only > 0) {
                System.out.println(story);
            }
            if (!story.equals(SimulationRunner.traceOf(seed, books))) {
                fail("seed " + seed + " went two ways");
            }
        }
    }
}
