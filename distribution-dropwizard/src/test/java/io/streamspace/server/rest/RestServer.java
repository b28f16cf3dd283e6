package io.streamspace.server.rest;

import io.streamspace.hub.Template;
import io.streamspace.server.RunningServer;
import io.streamspace.server.TestServers;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A server around a {@link FakeHub}, with real accounts in a real database. */
final class RestServer implements AutoCloseable {
    private static @Nullable EmbeddedPostgres postgres;

    final FakeHub hub = new FakeHub();
    final RunningServer server;

    static RestServer start(String... variables) throws Exception {
        RestServer started = new RestServer(freshDatabase(), variables);
        if (!started.server.awaitReady(Duration.ofSeconds(30))) {
            throw new AssertionError("the server did not become ready");
        }
        started.hub.templates.put(Template.of("desk", "Desk", Map.of("memory", "")));
        started.hub.templates.put(Template.of("far", "Far away", Map.of("nowhere", "")));
        return started;
    }

    RestServer(DataSource database, String... variables) throws Exception {
        server = TestServers.start(hub, database, variables);
    }

    /** One for all tests of this process. */
    static synchronized EmbeddedPostgres postgres() throws Exception {
        EmbeddedPostgres started = postgres == null ? EmbeddedPostgres.start() : postgres;
        postgres = started;
        return started;
    }

    static DataSource freshDatabase() throws Exception {
        String name = "db" + System.nanoTime();
        try (var connection = postgres().getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return postgres().getDatabase("postgres", name);
    }

    TestApi anonymous() {
        return new TestApi(server.address(), null);
    }

    TestApi admin() throws Exception {
        return anonymous().login("admin", TestServers.ADMIN_PASSWORD);
    }

    TestApi user(String name) throws Exception {
        admin().call("POST", "/api/v1/users", TestApi.credentials(name, "password of " + name));
        return anonymous().login(name, "password of " + name);
    }

    @Override
    public void close() {
        server.close();
    }
}
