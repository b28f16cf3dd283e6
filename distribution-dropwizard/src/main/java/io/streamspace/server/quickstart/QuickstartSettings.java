package io.streamspace.server.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What the environment says of the quick start, and what it makes of that for the server. */
final class QuickstartSettings {
    private static final String DEFAULT_PORT = "8080";

    private final Map<String, String> environment;

    QuickstartSettings(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** The data folder. */
    Path home() {
        return set("STREAMSPACE_HOME")
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".streamspace"))
                .toAbsolutePath()
                .normalize();
    }

    /** The administrator's password: the environment's, else one that is made at the first start and kept. */
    String adminPassword(QuickstartHome home) {
        return set("ADMIN_PASSWORD").orElseGet(() -> home.secret("admin-password"));
    }

    /**
     * Finds out early that the port is taken, before a database has been started in vain.
     *
     * @throws QuickstartException where it is taken; a wrong value is left to the server's own check
     */
    void checkPort() {
        String port = set("PORT").orElse(DEFAULT_PORT);
        if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > 65535) {
            throw new QuickstartException("PORT \"" + port + "\" is no port. A good value is 8080.");
        }
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(Integer.parseInt(port)));
        } catch (IOException e) {
            throw new QuickstartException(
                    "Port " + port + " is in use. Set PORT to a free one, or stop what uses it.", e);
        }
    }

    /** The server's environment: the user's own, with the database and the secrets of this quick start. */
    Map<String, String> serverEnvironment(QuickstartHome home, int databasePort) {
        return Map.ofEntries(
                Map.entry("PORT", set("PORT").orElse(DEFAULT_PORT)),
                Map.entry("LOG_LEVEL", set("LOG_LEVEL").orElse("INFO")),
                Map.entry("DB_HOST", "127.0.0.1"),
                Map.entry("DB_PORT", Integer.toString(databasePort)),
                Map.entry("DB_NAME", EmbeddedDatabase.NAME),
                Map.entry("DB_USER", EmbeddedDatabase.USER),
                Map.entry("DB_PASSWORD", EmbeddedDatabase.USER),
                Map.entry("JWT_SECRET", home.secret("jwt-secret")),
                Map.entry("ADMIN_PASSWORD", adminPassword(home)),
                Map.entry("AGENT_ENROLMENT_KEYS", home.secret("enrolment-key")),
                Map.entry("SECRET_KEYS", home.secret("secret-key")),
                Map.entry("AGENT_HEARTBEAT_INTERVAL", "5s"),
                Map.entry("AGENT_HEARTBEAT_TIMEOUT", "15s"));
    }

    Path logFile(QuickstartHome home) {
        return home.folder().resolve("streamspace.log");
    }

    /** The server's log goes into a file, since the terminal is for the person. */
    Path configurationFile(QuickstartHome home) {
        try {
            return Files.writeString(home.folder().resolve("server.yml"), """
                    server:
                      requestLog:
                        appenders: []
                    logging:
                      appenders:
                        - type: file
                          currentLogFilename: %s
                          archive: false
                          logFormat: "%%d{HH:mm:ss.SSS} %%-5level %%logger{0}: %%msg %%kvp%%n%%ex"
                    """.formatted(quoted(logFile(home))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String quoted(Path file) {
        return "'" + file.toString().replace("'", "''") + "'";
    }

    /** Where further drivers' jars are: the build's own, and a folder of the user's. */
    List<Path> driversFolders(QuickstartHome home) {
        return Stream.concat(
                        Optional.ofNullable(System.getProperty("streamspace.drivers")).map(Path::of).stream(),
                        Stream.of(home.folder().resolve("drivers")))
                .toList();
    }

    /** Where PostgreSQL's programs are, or are to be unpacked: the build's own folder where it has them, else one of the user's. */
    Path postgresFolder(QuickstartHome home) {
        return Optional.ofNullable(System.getProperty("streamspace.postgresql"))
                .map(Path::of)
                .filter(Files::isDirectory)
                .orElseGet(() -> home.subfolder("postgres-binaries"));
    }

    private Optional<String> set(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }
}
