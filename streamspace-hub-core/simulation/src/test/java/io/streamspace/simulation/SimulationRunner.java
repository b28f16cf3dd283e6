package io.streamspace.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** A PostgreSQL for simulations, which play one after the other in each of its databases. Silences the log meanwhile. */
final class SimulationRunner implements AutoCloseable {
    private static final Path TRACES = Path.of("target", "simulation");
    private static final int LINES_SHOWN = 60;

    private final EmbeddedPostgres server;
    private final Logger log = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final Level before = log.getLevel();

    SimulationRunner() {
        log.setLevel(Level.OFF);
        try {
            server = EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "off")
                    .setServerConfig("synchronous_commit", "off")
                    .setServerConfig("full_page_writes", "off")
                    // Its moments are not the simulation's.
                    .setServerConfig("autovacuum", "off")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Books newBooks() {
        return new Books(server);
    }

    /** Plays one seed and tells which invariant broke, if one did; its trace is then in a file. */
    static Optional<BrokenInvariantException> play(long seed, Books books, Bugs bugs) {
        try (var simulation = new Simulation(seed, books, bugs)) {
            try {
                simulation.run();
                return Optional.empty();
            } catch (BrokenInvariantException e) {
                return Optional.of(new BrokenInvariantException(e.invariant(), report(seed, simulation, e)));
            } catch (RuntimeException | Error e) {
                throw new AssertionError(report(seed, simulation, e), e);
            }
        }
    }

    /** Plays one seed and tells all that happened. */
    static String traceOf(long seed, Books books) {
        try (var simulation = new Simulation(seed, books, Bugs.NONE)) {
            simulation.run();
            return simulation.trace().all();
        }
    }

    private static String report(long seed, Simulation simulation, Throwable e) {
        var file = TRACES.resolve("seed-" + seed + ".txt");
        try {
            Files.createDirectories(TRACES);
            Files.writeString(file, simulation.trace().all() + "\n" + e + "\n");
        } catch (IOException io) {
            throw new UncheckedIOException(io);
        }
        return """
                seed %d: %s
                Play it again: ./mvnw -pl streamspace-hub-core/simulation -am test -Dtest=SimulationTest -Dsimulation.seed=%d
                The whole trace is in streamspace-hub-core/simulation/%s. Its end:
                %s""".formatted(
                        seed, e.getMessage(), seed, file, simulation.trace().tail(LINES_SHOWN));
    }

    @Override
    public void close() throws IOException {
        server.close();
        log.setLevel(before);
    }
}
