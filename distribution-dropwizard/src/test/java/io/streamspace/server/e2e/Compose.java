package io.streamspace.server.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/** The repository's docker-compose.yml as a project of its own, with stand-ins for the images that a registry would have. */
final class Compose implements AutoCloseable {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path IMAGES = ROOT.resolve("distribution-dropwizard/src/main/images");
    private static final Duration BUILD = Duration.ofMinutes(9);
    private static final Duration UP = Duration.ofMinutes(5);

    private final String project;
    private final Path secrets;
    private final int port;
    private final Map<String, String> environment;

    private Compose(Path folder, String project, int port) {
        this.project = project;
        this.port = port;
        this.secrets = folder.resolve("secrets.env");
        this.environment = Map.of(
                "PORT",
                Integer.toString(port),
                "AGENT_ID",
                project,
                "POSTGRES_IMAGE",
                "streamspace-ci/postgres",
                "REDIS_IMAGE",
                "streamspace-ci/redis");
    }

    /** Writes the secrets and starts everything, with images that {@link #build} made. */
    static Compose up(Path folder, String project) {
        try (var socket = new ServerSocket(0)) {
            int port = socket.getLocalPort();
            socket.close();
            var compose = new Compose(folder, project, port);
            new Command(ROOT, Map.of(), List.of(IMAGES.resolve("secrets").toString(), compose.secrets.toString()))
                    .output();
            compose.run(UP, "up", "-d");
            return compose;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Builds the programs' images of this build's classes; the desktop's, and the stand-ins, only where they are not there. */
    static void build(Path folder) throws IOException {
        if (isMissing("streamspace/desktop:2")) {
            new Command(ROOT, Map.of(), List.of(IMAGES.resolve("build").toString(), "desktop")).output(BUILD);
        }
        for (String name : List.of("postgres", "redis")) {
            if (isMissing("streamspace-ci/" + name)) {
                String sources = ROOT.resolve(".ci/images/" + name).toString();
                new Command(ROOT, Map.of(), List.of("docker", "build", "-q", "-t", "streamspace-ci/" + name, sources))
                        .output(BUILD);
            }
        }
        var environment = new HashMap<String, String>();
        environment.put("PROGRAM_LIB", ClassPathJars.copyTo(folder).toString());
        environment.put("PROGRAM_JDK", System.getProperty("java.home"));
        new Command(ROOT, environment, List.of(IMAGES.resolve("build").toString(), "server", "agent")).output(BUILD);
    }

    private static boolean isMissing(String image) {
        return Command.docker("images", "-q", image).output().isEmpty();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    String adminPassword() {
        var read = new Properties();
        try (var reader = Files.newBufferedReader(secrets)) {
            read.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return read.getProperty("ADMIN_PASSWORD");
    }

    /** The health that the engine sees of a service's container, as in {@code docker ps}. */
    String health(String service) {
        return Command.docker("inspect", "-f", "{{.State.Health.Status}}", run(UP, "ps", "-q", service))
                .output();
    }

    /** The last that each service said. */
    String logs() {
        return run(UP, "logs", "--no-color", "--tail=60");
    }

    /** What the engine still has of this project: containers, networks and volumes. */
    String remains() {
        String mine = "label=com.docker.compose.project=" + project;
        return Stream.of(
                        Command.docker("ps", "-aq", "--filter", mine).output(),
                        Command.docker("network", "ls", "-q", "--filter", mine).output(),
                        Command.docker("volume", "ls", "-q", "--filter", mine).output())
                .reduce("", String::concat);
    }

    private String run(Duration limit, String... arguments) {
        var words = new ArrayList<>(
                List.of("docker-compose", "--env-file", secrets.toString(), "-p", project, "-f", "docker-compose.yml"));
        words.addAll(List.of(arguments));
        return new Command(ROOT, environment, words).output(limit);
    }

    @Override
    public void close() {
        run(UP, "down", "-v");
    }
}
