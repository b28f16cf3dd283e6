package io.streamspace.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamspace.agent.spi.SessionRef;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The simulation can fail: bugs that somebody could make are caught, each by the invariant that it breaks. */
final class PlantedBugsTest {
    private static final int SEEDS = 60;

    private static SimulationRunner runner;
    private static Books books;

    @BeforeAll
    static void openBooks() {
        runner = new SimulationRunner();
        books = runner.newBooks();
    }

    @AfterAll
    static void closeBooks() throws IOException {
        books.close();
        runner.close();
    }

    @Test
    void a_driver_that_starts_again_what_runs_is_caught_with_two_incarnations() {
        assertThat(firstBroken(Bugs.NONE.withDrivers(StartsAgain::new))).isEqualTo(Invariant.ONE_INCARNATION);
    }

    @Test
    void a_driver_that_removes_nothing_is_caught_with_what_it_leaves() {
        assertThat(firstBroken(Bugs.NONE.withDrivers(RemovesNothing::new))).isEqualTo(Invariant.SETTLES);
    }

    @Test
    void an_agent_that_keeps_its_results_to_itself_is_caught_by_commands_that_are_never_done() {
        var silent = Bugs.NONE.withMessages((fromAgent, text) -> !text.contains("\"complete\""));
        assertThat(firstBroken(silent)).isIn(Invariant.SETTLES, Invariant.SERVES);
    }

    @Test
    void a_hub_that_never_looks_again_is_caught_by_what_nobody_wants() {
        var forgetful = Bugs.NONE.withSettings(
                settings -> settings.reconcileInterval(Duration.ofHours(1)).inventoryInterval(Duration.ofHours(1)));
        assertThat(firstBroken(forgetful)).isIn(Invariant.SETTLES, Invariant.PLACED);
    }

    private static Invariant firstBroken(Bugs bugs) {
        for (int seed = 1; seed <= SEEDS; seed++) {
            var broken = SimulationRunner.play(seed, books, bugs);
            if (broken.isPresent()) {
                return broken.get().invariant();
            }
        }
        throw new AssertionError("not caught in " + SEEDS + " seeds");
    }

    private static final class StartsAgain extends SimulatedDriver {
        StartsAgain(SimulatedPlatform platform, SimulatedTime time, SimulatedProcess process) {
            super(platform, time, process);
        }

        @Override
        Optional<Incarnation> present(SessionRef session) {
            return Optional.empty();
        }
    }

    private static final class RemovesNothing extends SimulatedDriver {
        RemovesNothing(SimulatedPlatform platform, SimulatedTime time, SimulatedProcess process) {
            super(platform, time, process);
        }

        @Override
        public void destroy(SessionRef session) {}
    }
}
