package io.streamspace.server.quickstart;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A PostgreSQL of our own that keeps its data in a folder. Listens on the loopback address at a free port. */
final class EmbeddedDatabase implements AutoCloseable {
    /** The user that owns the database. */
    static final String USER = "postgres";

    /** The database that a new cluster has. */
    static final String NAME = "postgres";

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final EmbeddedPostgres postgres;

    private EmbeddedDatabase(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /** A port of the loopback address that is free now: who needs the database's address can begin before the database has started. */
    static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new QuickstartException("No port of this machine is free for the embedded PostgreSQL.", e);
        }
    }

    /**
     * Starts it on the data that is there, or on an empty cluster.
     *
     * @param binaries where its programs are, or are unpacked
     * @throws QuickstartException where it does not start, with the place of its log
     */
    static EmbeddedDatabase start(QuickstartHome home, Path binaries, int port) {
        Path data = home.folder().resolve("postgres");
        Path log = home.folder().resolve("postgres.log");
        try {
            stopLeftOver(data);
            EmptyCluster.copy(binaries, data);
            return new EmbeddedDatabase(EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setOverrideWorkingDirectory(binaries.toFile())
                    .setPgBinaryResolver(new UnpackedBinaries(binaries))
                    .setPort(port)
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setOutputRedirector(Redirect.appendTo(log.toFile()))
                    .setErrorRedirector(Redirect.appendTo(log.toFile()))
                    .setPGStartupWait(START_LIMIT)
                    .start());
        } catch (IOException | IllegalStateException e) {
            throw new QuickstartException(
                    "The embedded PostgreSQL did not start. Its log is " + log + ". Remove " + data
                            + " to begin with empty data.",
                    e);
        }
    }

    /** A process that was killed leaves its PostgreSQL running on the data; two on the same data are refused by PostgreSQL. */
    private static void stopLeftOver(Path data) throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
        var process = ProcessHandle.of(pid).filter(p -> isPostgresOn(p, data));
        if (process.isEmpty()) {
            return;
        }
        process.get().destroy();
        try {
            process.get().onExit().get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | TimeoutException e) {
            throw new IOException("an earlier PostgreSQL (process " + pid + ") does not end", e);
        }
    }

    private static boolean isPostgresOn(ProcessHandle process, Path data) {
        return process.info()
                .commandLine()
                .filter(line -> line.contains("postgres") && line.contains(data.toString()))
                .isPresent();
    }

    /** The port on the loopback address. */
    int port() {
        return postgres.getPort();
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
