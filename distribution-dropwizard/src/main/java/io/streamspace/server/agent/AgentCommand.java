package io.streamspace.server.agent;

import io.streamspace.agent.Agent;
import io.streamspace.agent.AgentHealth;
import io.streamspace.agent.DriverLoader;
import io.streamspace.agent.spi.DriverContext;
import io.streamspace.agent.spi.SessionDriverFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * {@code streamspace agent}: runs sessions on this machine's platform for a hub elsewhere. Ends on SIGTERM, with a drain before it where a drain
 * timeout is set; the sessions that are left go on.
 */
@Command(
        name = "agent",
        description = "Runs sessions on this machine for a hub.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class AgentCommand implements Callable<Integer> {
    private static final Duration HEALTH_INTERVAL = Duration.ofSeconds(10);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int SESSIONS_LEFT = 3;

    @Mixin
    private AgentOptions options = new AgentOptions();

    @Mixin
    private HaOptions ha = new HaOptions();

    @Override
    public Integer call() throws InterruptedException {
        AgentLogging.configure(System.getenv());
        DriverChoice choice = choose(options.driversDirectory, options);
        try (Agent agent = build(choice)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> shutDown(agent), "agent-shutdown"));
            agent.start();
            System.out.println("Agent " + options.agentId + " runs sessions with the driver "
                    + choice.factory().platform() + " " + choice.factory().version() + ".");
            Thread.ofVirtual().name("agent-health").start(() -> keepHealth(agent));
            if (options.drain) {
                Duration limit = options.drainTimeout == null ? HOUR : options.drainTimeout;
                return new Drain(agent, System.out::println).await(limit).isEmpty() ? 0 : SESSIONS_LEFT;
            }
            while (!agent.awaitTermination(HOUR)) {
                // Nothing to do here: the agent has threads of its own.
            }
            return 0;
        }
    }

    private void keepHealth(Agent agent) {
        HealthFile health = new HealthFile(options.dataDirectory);
        try {
            do {
                health.write(agent.status());
            } while (!agent.awaitTermination(HEALTH_INTERVAL));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void shutDown(Agent agent) {
        boolean leads = agent.status().link() != AgentHealth.Link.STANDBY;
        if (options.drainTimeout != null && !options.drain && leads) {
            try {
                new Drain(agent, System.out::println).await(options.drainTimeout);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        agent.close();
    }

    private Agent build(DriverChoice choice) {
        var builder = Agent.builder()
                .id(options.agentId)
                .controlPlane(options.controlPlane)
                .driver(choice.factory(), options.driverOptions)
                .region(options.region)
                .capacity(options.capacity())
                .labels(options.labels)
                .leaderElection(ha.election(options.agentId, choice.factory().platform(), options.dataDirectory))
                .dataDirectory(options.dataDirectory);
        if (options.enrolmentKey != null) {
            builder.enrolmentKey(options.enrolmentKey);
        }
        return builder.build();
    }

    private static DriverChoice choose(@Nullable Path driversDirectory, AgentOptions options) {
        List<SessionDriverFactory> factories = new ArrayList<>(DriverLoader.onClassPath());
        if (driversDirectory != null) {
            factories.addAll(DriverLoader.load(driversDirectory));
        }
        return DriverChoice.of(
                factories,
                options.platform,
                factory -> new DriverContext(
                        options.agentId,
                        options.dataDirectory.resolve(factory.platform()),
                        options.driverOptions,
                        InstantSource.system()));
    }
}
