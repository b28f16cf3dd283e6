package io.streamspace.benchmarks.firstpicture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** The engine's own command line, past StreamSpace. */
final class Docker {
    private static final int VNC_PORT = 5900;
    private static final int CONNECT_MILLIS = 1000;
    private static final long PAUSE_MILLIS = 5;
    private static final long LIMIT_MILLIS = 60_000;

    private Docker() {}

    /** When a container came to be and when its first process began, in milliseconds since 1970. */
    record Times(long created, long started) {
        /** From the container to that time. */
        long until(long time) {
            return time - created;
        }
    }

    /**
     * A container of the image alone, from the command to the RFB banner.
     *
     * @param command when {@code docker run} was called, and {@code greeted} when the banner was read, in milliseconds since 1970
     */
    record Bare(long command, Times container, long greeted) {}

    /** The newest container of a session. */
    static Times ofSession(String sessionId) {
        return times(
                run("ps", "-aq", "--latest", "--no-trunc", "--filter", "label=io.streamspace.session=" + sessionId));
    }

    static Bare bare(String image) {
        long command = System.currentTimeMillis();
        String container = run("run", "--detach", "--rm", image);
        try {
            String address = run("inspect", "--format", "{{.NetworkSettings.IPAddress}}", container);
            awaitBanner(new InetSocketAddress(address, VNC_PORT));
            long greeted = System.currentTimeMillis();
            return new Bare(command, times(container), greeted);
        } finally {
            run("rm", "--force", "--volumes", container);
        }
    }

    private static Times times(String container) {
        String[] times = run("inspect", "--format", "{{.Created}} {{.State.StartedAt}}", container)
                .split(" ");
        return new Times(
                Instant.parse(times[0]).toEpochMilli(), Instant.parse(times[1]).toEpochMilli());
    }

    private static void awaitBanner(InetSocketAddress address) {
        long deadline = System.currentTimeMillis() + LIMIT_MILLIS;
        while (!greets(address)) {
            if (System.currentTimeMillis() > deadline) {
                throw new IllegalStateException("No VNC server greets at " + address + ".");
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private static boolean greets(InetSocketAddress address) {
        try (var socket = new Socket()) {
            socket.connect(address, CONNECT_MILLIS);
            return new String(socket.getInputStream().readNBytes(4), StandardCharsets.US_ASCII).equals("RFB ");
        } catch (IOException e) {
            return false;
        }
    }

    private static String run(String... arguments) {
        try {
            var process = new ProcessBuilder(Stream.concat(Stream.of("docker"), Stream.of(arguments))
                            .toList())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            process.getOutputStream().close();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0 || said.isEmpty()) {
                throw new IllegalStateException("docker " + List.of(arguments) + " failed: " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
