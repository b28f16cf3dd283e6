package io.streamspace.server.quickstart;

import io.streamspace.agent.Agent;
import io.streamspace.agent.AgentHealth;
import io.streamspace.agent.DriverLoader;
import io.streamspace.agent.spi.DriverContext;
import io.streamspace.protocol.message.Capacity;
import io.streamspace.server.RunningServer;
import io.streamspace.server.StreamSpaceApplication;
import io.streamspace.server.agent.DriverChoice;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Database, server and agent, started beside each other and stopped one after the other: who is served first. */
final class Quickstart implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Quickstart.class);
    private static final Duration SERVER_LIMIT = Duration.ofSeconds(60);
    private static final Duration AGENT_LIMIT = Duration.ofSeconds(20);
    private static final int MAX_SESSIONS = 10;

    /** Left out: a trial on this machine puts nothing into the cluster that somebody's kubeconfig happens to name. */
    private static final String KUBERNETES = "kubernetes";

    /** What src/main/images builds, and the catalogue's template names. */
    private static final String DESKTOP_IMAGE = "streamspace/desktop:2";

    private final QuickstartHome home;
    private final QuickstartSettings settings;

    /** What was started, the latest first. */
    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    private Quickstart(QuickstartHome home, QuickstartSettings settings) {
        this.home = home;
        this.settings = settings;
    }

    /**
     * Starts everything; what was started before a failure is stopped again.
     *
     * @throws QuickstartException with what to do
     */
    static Quickstart start(QuickstartHome home, QuickstartSettings settings, Steps steps) throws Exception {
        var quickstart = new Quickstart(home, settings);
        try {
            quickstart.start(steps);
            return quickstart;
        } catch (Exception e) {
            quickstart.close();
            throw e;
        }
    }

    /** What needs nothing of each other starts at once; what a person reads comes in order. */
    private void start(Steps steps) throws Exception {
        settings.checkPort();
        int databasePort = EmbeddedDatabase.freePort();
        var database = keep(Background.begin(
                "postgres", () -> EmbeddedDatabase.start(home, settings.postgresFolder(home), databasePort)));
        var listening = keep(Background.begin("server", () -> server(databasePort, database)));
        var choice = keep(Background.begin("driver", this::driver));

        steps.run("PostgreSQL", database::await, d -> "port " + d.port());
        RunningServer server = steps.run(
                "Server",
                () -> ready(listening.await()),
                s -> "port " + s.address().getPort());
        welcome(steps, server);
        DriverChoice driver = choice.await();
        steps.run("Agent", () -> keep(agent(driver, server)), agent -> describe(driver));
        driver.passedOver().forEach((platform, lacks) -> steps.note(platform + ": " + lacks));
        started.push(new SessionsEnd(server.hub()));
        steps.say("");
        steps.say("  Data and logs are in " + home.folder() + ". Ctrl+C ends everything.");
    }

    /** While a person reads and logs in, the agent comes. */
    private void welcome(Steps steps, RunningServer server) {
        steps.say("");
        steps.say("  Open       http://localhost:" + server.address().getPort() + "/");
        steps.say("  User       admin");
        steps.say("  Password   " + settings.adminPassword(home));
        steps.say("");
    }

    /** Returns once it listens; its work begins when the database has started. */
    private RunningServer server(int databasePort, Background<EmbeddedDatabase> database) throws Exception {
        RunningServer server = StreamSpaceApplication.startBeside(
                settings.serverEnvironment(home, databasePort), settings.configurationFile(home), database::await);
        server.endWithOwner();
        return server;
    }

    private RunningServer ready(RunningServer server) throws InterruptedException {
        if (!server.awaitReady(SERVER_LIMIT)) {
            throw new QuickstartException(
                    "The server did not become ready. Its log is " + settings.logFile(home) + ".");
        }
        return server;
    }

    private static String describe(DriverChoice driver) {
        return switch (driver.factory().platform()) {
            case "memory" -> "the built-in demo desktop";
            case "process" -> "TigerVNC desktops on this machine";
            case "docker" -> "desktops in Docker containers";
            default -> "driver " + driver.factory().platform();
        };
    }

    private DriverChoice driver() {
        return DriverChoice.of(
                Stream.concat(
                                DriverLoader.onClassPath().stream(),
                                settings.driversFolders(home).stream()
                                        .flatMap(folder -> DriverLoader.load(folder).stream()))
                        .filter(factory -> !factory.platform().equals(KUBERNETES))
                        .toList(),
                null,
                factory -> new DriverContext(
                        home.agentId(factory.platform()),
                        home.agentFolder(factory.platform()),
                        driverOptions(factory.platform()),
                        InstantSource.system()));
    }

    /** Docker is chosen only where the desktop of the catalogue is on the engine: the quick start waits for no image to be built. */
    private static Map<String, String> driverOptions(String platform) {
        return platform.equals("docker") ? Map.of("needed-image", DESKTOP_IMAGE) : Map.of();
    }

    private Agent agent(DriverChoice driver, RunningServer server) throws InterruptedException {
        var agent = Agent.builder()
                .id(home.agentId(driver.factory().platform()))
                .controlPlane("ws://127.0.0.1:" + server.address().getPort())
                .enrolmentKey(home.secret("enrolment-key"))
                .driver(driver.factory(), driverOptions(driver.factory().platform()))
                .capacity(new Capacity(MAX_SESSIONS, 0, 0))
                .dataDirectory(home.agentFolder(driver.factory().platform()))
                .build();
        agent.start();
        awaitLink(agent);
        return agent;
    }

    private void awaitLink(Agent agent) throws InterruptedException {
        long deadline = System.nanoTime() + AGENT_LIMIT.toNanos();
        while (agent.status().link() != AgentHealth.Link.ONLINE) {
            if (System.nanoTime() > deadline) {
                agent.close();
                throw new QuickstartException("The agent did not reach the server: "
                        + Optional.ofNullable(agent.status().problem()).orElse("it gave no reason") + " The log is "
                        + settings.logFile(home) + ".");
            }
            Thread.sleep(20);
        }
    }

    private <T extends AutoCloseable> T keep(T part) {
        started.push(part);
        return part;
    }

    @Override
    public void close() {
        while (!started.isEmpty()) {
            AutoCloseable part = started.pop();
            try {
                part.close();
            } catch (Exception e) {
                // The others must end all the same.
                LOG.atWarn()
                        .addKeyValue("part", part.getClass().getSimpleName())
                        .setCause(e)
                        .log("A part did not end as it should");
            }
        }
    }
}
