package io.streamspace.driver.docker;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A second engine on this machine, which a test may kill. It must be started in a network namespace of its own, since every engine takes away a bridge
 * {@code docker0} that it does not know. Needs root.
 */
final class OwnEngine implements AutoCloseable {
    static final String TINY_DESKTOP = "streamspace-test-tiny:latest";

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Path folder;
    private @Nullable Process dockerd;

    OwnEngine() throws IOException, InterruptedException {
        // The path of a socket has at most 107 characters.
        folder = Files.createTempDirectory(Path.of("/tmp"), "engine");
        start();
        run("docker save " + TinyDesktop.BASE + " | docker --host " + host() + " load -q");
        run("docker --host " + host() + " build -q -t " + TINY_DESKTOP + " " + TinyDesktop.context());
    }

    String host() {
        return "unix://" + folder.resolve("docker.sock");
    }

    /** Starts it, at first or again. */
    void start() throws IOException {
        // It dies with the engine, and where nobody reaps it, the next engine takes its number for that of one that
        // runs.
        Files.deleteIfExists(folder.resolve("exec/containerd/containerd.pid"));
        File log = folder.resolve("dockerd.log").toFile();
        ProcessBuilder builder = new ProcessBuilder(
                        "dockerd",
                        "--host",
                        host(),
                        "--data-root",
                        folder.resolve("data").toString(),
                        "--exec-root",
                        folder.resolve("exec").toString(),
                        "--pidfile",
                        folder.resolve("dockerd.pid").toString(),
                        "--iptables=false",
                        "--ip-forward=false",
                        "--default-address-pool",
                        "base=10.202.0.0/16,size=28",
                        "--log-level",
                        "warn")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
        dockerd = builder.start();
        await("dockerd to answer, see " + log).atMost(PATIENCE).until(this::answers);
    }

    private boolean answers() throws IOException, InterruptedException {
        return new ProcessBuilder("docker", "--host", host(), "version")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    /** As {@code kill -9}: what it runs goes on without it. */
    void kill() throws InterruptedException {
        if (dockerd != null) {
            dockerd.destroyForcibly().waitFor();
        }
    }

    private static void run(String script) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder("sh", "-c", script).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException(script + ": " + said);
        }
    }

    /** Ends it with all that it runs, and removes what it kept. */
    @Override
    public void close() throws IOException, InterruptedException {
        if (dockerd != null && dockerd.isAlive()) {
            dockerd.destroy();
            if (!dockerd.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                dockerd.destroyForcibly().waitFor();
            }
        }
        endOrphans();
        run("grep -o '" + folder + "[^ ]*' /proc/mounts | xargs -r umount -l");
        run("rm -rf --one-file-system " + folder);
    }

    /** A kill in the middle of a start leaves a container's supervisor that no later engine knows of. */
    private void endOrphans() {
        ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(folder + "/"))
                .forEach(supervisor -> {
                    supervisor.descendants().forEach(ProcessHandle::destroyForcibly);
                    supervisor.destroyForcibly();
                });
    }
}
