package io.streamspace.driver.docker;

import com.github.dockerjava.api.exception.DockerException;
import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.DriverException.Kind;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The engine's errors in words that a user can act on (D-503). What the engine said is kept as the detail. */
final class Failures {
    /** @param words the first row of which the engine's message has any word, in lower case, decides */
    private record Row(List<String> words, Kind kind, boolean retryable, String message) {
        boolean fits(String said) {
            return words.stream().anyMatch(said::contains);
        }
    }

    private static final List<Row> ROWS = List.of(
            new Row(
                    List.of("no space left on device", "disk quota exceeded"),
                    Kind.NO_CAPACITY,
                    true,
                    "The Docker host's disk is full. Ask your administrator to make room (docker system df shows what takes it), then try again."),
            new Row(
                    List.of(
                            "non-overlapping ipv4 address pool",
                            "no available network",
                            "pool overlaps",
                            "address space"),
                    Kind.NO_CAPACITY,
                    true,
                    "The Docker host has no free network for another session. End a session, or have your administrator give the engine more"
                            + " address pools (default-address-pools in daemon.json)."),
            new Row(
                    List.of(
                            "no available ipv4 addresses",
                            "cannot allocate memory",
                            "resource temporarily unavailable"),
                    Kind.NO_CAPACITY,
                    true,
                    "The Docker host has no room for another session. End a session or try again later."),
            new Row(
                    List.of("range of cpus is from", "minimum memory limit"),
                    Kind.NO_CAPACITY,
                    false,
                    "The Docker host cannot give a session that much or that little processor or memory. Change the template's resources."),
            new Row(
                    List.of(
                            "no such image",
                            "manifest unknown",
                            "manifest for",
                            "repository does not exist",
                            "name unknown"),
                    Kind.IMAGE_UNAVAILABLE,
                    false,
                    "The image does not exist. Check the image's name and tag in the template."),
            new Row(
                    List.of(
                            "unauthorized",
                            "authentication required",
                            "no basic auth credentials",
                            "pull access denied"),
                    Kind.IMAGE_UNAVAILABLE,
                    false,
                    "The registry does not give the image to this agent. Give the agent the registry's user and password (driver options"
                            + " registry-username and registry-password, or docker login under its account)."),
            new Row(
                    List.of("executable file not found", "exec format error", "no such file or directory: unknown"),
                    Kind.INVALID_SPEC,
                    false,
                    "The image cannot run the template's command. Check the command, and that the image is built for this machine."),
            new Row(
                    List.of("port is already allocated", "address already in use"),
                    Kind.NO_CAPACITY,
                    true,
                    "A port on the Docker host is taken by another program. Try again."),
            new Row(
                    List.of("is already in use by container", "same bridge name", "already exists"),
                    Kind.INTERNAL,
                    true,
                    "Something else on the Docker host has the session's name. Ask your administrator to remove it, then try again."),
            new Row(
                    List.of(
                            "invalid reference format",
                            "invalid environment variable",
                            "invalid mount",
                            "invalid tmpfs",
                            "invalid"),
                    Kind.INVALID_SPEC,
                    false,
                    "The Docker engine refused the template's settings. Ask whoever wrote the template to correct them."));

    private Failures() {}

    static DriverException of(RuntimeException failure, String host) {
        String said = said(failure);
        if (!(failure instanceof DockerException) && isConnection(failure)) {
            return unreachable(said, failure, host);
        }
        return of(said, failure);
    }

    /** For what the engine said outside of an answer's status, as in the course of a pull. */
    static DriverException of(String said, @Nullable Throwable cause) {
        String lower = said.toLowerCase(Locale.ROOT);
        return ROWS.stream()
                .filter(row -> row.fits(lower))
                .findFirst()
                .map(row -> new DriverException(row.kind(), row.message(), row.retryable(), said, cause))
                .orElseGet(() -> new DriverException(
                        Kind.INTERNAL,
                        "The Docker engine could not do it. Try again; if it stays so, ask your administrator to look at the agent's log.",
                        true,
                        said,
                        cause));
    }

    /** A pull that the registry or the way to it ended. */
    static DriverException ofPull(String image, String said, @Nullable Throwable cause) {
        DriverException known = of(said, cause);
        if (known.kind() != Kind.INTERNAL && known.kind() != Kind.INVALID_SPEC) {
            return known;
        }
        return new DriverException(
                Kind.IMAGE_UNAVAILABLE,
                "The image " + image
                        + " could not be pulled: its registry cannot be reached or does not have it. Check the image's name in the"
                        + " template, or try again later.",
                true,
                said,
                cause);
    }

    private static DriverException unreachable(String said, RuntimeException failure, String host) {
        if (said.toLowerCase(Locale.ROOT).contains("permission denied")) {
            return new DriverException(
                    Kind.FORBIDDEN,
                    "The agent may not use the Docker engine at " + host
                            + ". Add the agent's account to the group docker, or run the agent as an account that may.",
                    false,
                    said,
                    failure);
        }
        return new DriverException(
                Kind.PLATFORM_UNAVAILABLE,
                "No Docker engine answers at " + host + ". Start it (systemctl start docker), or set DOCKER_HOST.",
                true,
                said,
                failure);
    }

    /** Whether the engine was not reached, as opposed to having answered. */
    static boolean isConnection(Throwable failure) {
        return causes(failure).anyMatch(IOException.class::isInstance);
    }

    static String said(Throwable failure) {
        return causes(failure)
                .map(Throwable::getMessage)
                .filter(message -> message != null && !message.isBlank())
                .reduce((outer, inner) -> outer.contains(inner) ? outer : outer + ": " + inner)
                .orElseGet(failure::toString);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(10);
    }
}
