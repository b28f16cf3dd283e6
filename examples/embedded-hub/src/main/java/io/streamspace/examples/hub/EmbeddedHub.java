package io.streamspace.examples.hub;

import com.zaxxer.hikari.HikariDataSource;
import io.streamspace.agent.Agent;
import io.streamspace.agent.memory.InMemoryDriverFactory;
import io.streamspace.hub.Hub;
import io.streamspace.hub.HubSettings;
import io.streamspace.hub.Session;
import io.streamspace.hub.StartRequest;
import io.streamspace.hub.Template;
import io.streamspace.protocol.state.SessionState;
import io.streamspace.vnc.ViewerMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** Hub, agent and a demo desktop in one process. Needs a PostgreSQL database: {@code jdbc:postgresql://localhost/app?user=app}. */
public final class EmbeddedHub {
    private static final String ENROLMENT_KEY = "change-me-to-something-long";

    private EmbeddedHub() {}

    /** Starts a session, prints the address of its desktop's WebSocket, and waits for Enter. */
    public static void main(String... arguments) throws Exception {
        try (var database = new HikariDataSource()) {
            database.setJdbcUrl(arguments[0]);
            run(database, Path.of("target", "agent"), desktop -> {
                System.out.println("The desktop's RFB bytes are at " + desktop + " for 30 s. Enter ends the program.");
                awaitEnter();
            });
        }
    }

    static void run(DataSource database, Path agentData, Consumer<URI> desktop) throws InterruptedException {
        var settings = HubSettings.builder().enrolmentKeys(ENROLMENT_KEY).build();
        try (var hub = Hub.builder().dataSource(database).settings(settings).build()) {
            hub.start();
            int port = hub.listen(new InetSocketAddress("localhost", 0)).getPort();
            hub.templates().put(Template.of("demo", "Demo desktop", Map.of("memory", "")));

            var enrolment = hub.agents().register(ENROLMENT_KEY, "agent-1", "memory", null);
            try (var agent = Agent.builder()
                    .id("agent-1")
                    .controlPlane("ws://localhost:" + port)
                    .key(enrolment.agentKey())
                    .driver(new InMemoryDriverFactory(), Map.of())
                    .dataDirectory(agentData)
                    .build()) {
                agent.start();
                Session session = hub.sessions().start(StartRequest.of("ada", "demo"));
                awaitRunning(hub, session.id());
                var ticket = hub.tickets().issue(session.id(), "ada", ViewerMode.CONTROL, null);
                desktop.accept(URI.create(
                        "ws://localhost:" + port + "/api/v1/vnc/" + session.id() + "?ticket=" + ticket.value()));
            }
        }
    }

    private static void awaitRunning(Hub hub, String sessionId) throws InterruptedException {
        while (hub.sessions().find(sessionId).orElseThrow().state() != SessionState.RUNNING) {
            Thread.sleep(20);
        }
    }

    private static void awaitEnter() {
        try {
            System.in.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
