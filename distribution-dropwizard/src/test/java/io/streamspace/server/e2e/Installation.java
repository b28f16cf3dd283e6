package io.streamspace.server.e2e;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
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
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A server, its database and any number of agents on this machine, each a process of its own. */
final class Installation implements AutoCloseable {
    static final String ADMIN_PASSWORD = "an-administrators-password";

    private static final String ENROLMENT_KEY = "enrolment-key-of-the-tests";

    private final Path folder;
    private final int databasePort;
    private final int port;
    private EmbeddedPostgres postgres;
    private @Nullable Api admin;
    private final List<Program> programs = new ArrayList<>();
    private Program server;

    private Installation(Path folder, int databasePort, int port) throws IOException {
        this.folder = folder;
        this.databasePort = databasePort;
        this.port = port;
        this.postgres = database();
        ExampleDriver.copyTo(drivers());
        this.server = startServer();
    }

    /** Starts database and server and waits until the server is ready. */
    static Installation start(Path folder) {
        try {
            return new Installation(Files.createTempDirectory(folder, "installation"), freePort(), freePort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    URI address() {
        return URI.create("http://localhost:" + port + "/");
    }

    Program server() {
        return server;
    }

    /** Folder of this installation's agents. */
    Path folder() {
        return folder;
    }

    private Path drivers() {
        return folder.resolve("drivers");
    }

    void stopDatabase() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts the database again on the data that it had. */
    void startDatabase() {
        try {
            postgres = database();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private EmbeddedPostgres database() throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("postgres"))
                .setCleanDataDirectory(false)
                .setPort(databasePort)
                .start();
    }

    /** Starts the server again after it was killed or stopped. */
    void restartServer() {
        server = startServer();
    }

    private Program startServer() {
        var program = Program.start(
                "server",
                Map.ofEntries(
                        Map.entry("PORT", Integer.toString(port)),
                        Map.entry("DB_HOST", "localhost"),
                        Map.entry("DB_PORT", Integer.toString(databasePort)),
                        Map.entry("DB_NAME", "postgres"),
                        Map.entry("DB_USER", "postgres"),
                        Map.entry("DB_PASSWORD", "postgres"),
                        Map.entry("JWT_SECRET", "a-secret-of-the-tests-with-enough-characters"),
                        Map.entry("ADMIN_PASSWORD", ADMIN_PASSWORD),
                        Map.entry("AGENT_ENROLMENT_KEYS", ENROLMENT_KEY),
                        Map.entry("SECRET_KEYS", "the secret key of the end-to-end tests"),
                        Map.entry("AGENT_HEARTBEAT_INTERVAL", "1s"),
                        Map.entry("AGENT_HEARTBEAT_TIMEOUT", "3s")),
                List.of("server"));
        programs.add(program);
        Awaitility.await("the server to be ready")
                .atMost(Duration.ofSeconds(90))
                .failFast(program::assertAlive)
                .ignoreExceptions()
                .until(() -> new Api(address(), null).get("/ready").status() == 200);
        return program;
    }

    /** Starts an agent and waits until the server shows it online. */
    Program startAgent(String agentId, String platform) {
        var agent = launchAgent(agentId, platform, port, List.of());
        awaitAgent(agentId, "online");
        return agent;
    }

    /** Port of the server, for a network in between. */
    int port() {
        return port;
    }

    /** Starts an agent that dials that port, with further flags. Several of one id share a data folder. */
    Program launchAgent(String agentId, String platform, int hubPort, List<String> flags) {
        return launchAgent(agentId, platform, hubPort, flags, Map.of());
    }

    /** Likewise, with more in its environment. */
    Program launchAgent(String agentId, String platform, int hubPort, List<String> flags, Map<String, String> more) {
        var environment = new HashMap<>(more);
        environment.put("AGENT_ENROLMENT_KEY", ENROLMENT_KEY);
        environment.put("DATA_DIR", folder.resolve(agentId).toString());
        environment.put("DRIVERS_DIR", drivers().toString());
        var arguments = new ArrayList<>(List.of(
                "agent",
                "--agent-id=" + agentId,
                "--control-plane-url=ws://localhost:" + hubPort,
                "--platform=" + platform,
                "--max-sessions=20"));
        arguments.addAll(flags);
        var agent = Program.start(agentId, environment, arguments);
        programs.add(agent);
        return agent;
    }

    /** Waits until the server shows the agent in that state. */
    void awaitAgent(String agentId, String status) {
        var admin = admin();
        Awaitility.await(agentId + " to be " + status)
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> admin.get("/api/v1/agents/" + agentId).text("status"), status::equals);
    }

    /** The administrator, logged in once: the token outlives restarts of server and database. */
    Api admin() {
        if (admin == null) {
            admin = Api.login(address(), "admin", ADMIN_PASSWORD);
        }
        return admin;
    }

    /** Adds a user and logs in as them. */
    Api user(String name) {
        String password = "password-of-" + name;
        var answer = admin().post("/api/v1/users", Map.of("username", name, "password", password, "role", "user"));
        if (answer.status() != 201) {
            throw new AssertionError("new user: " + answer);
        }
        return Api.login(address(), name, password);
    }

    @Override
    public void close() {
        programs.reversed().forEach(Program::close);
        stopDatabase();
        Desktops.end(folder);
    }
}
