package io.streamspace.agent;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.streamspace.agent.AgentException.Code;
import io.streamspace.agent.internal.AgentMeters;
import io.streamspace.agent.internal.AgentRuntime;
import io.streamspace.agent.internal.AgentSettings;
import io.streamspace.agent.internal.ThreadLoop;
import io.streamspace.agent.internal.enrol.AgentKeys;
import io.streamspace.agent.internal.enrol.Enrolment;
import io.streamspace.agent.internal.enrol.KeyFile;
import io.streamspace.agent.internal.transport.TunnelTransport;
import io.streamspace.agent.spi.AgentLoop;
import io.streamspace.agent.spi.AgentTransport;
import io.streamspace.agent.spi.DriverContext;
import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.LeaderElection;
import io.streamspace.agent.spi.SessionDriver;
import io.streamspace.agent.spi.SessionDriverFactory;
import io.streamspace.protocol.message.Capacity;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Settings of an agent. Needed are the id, the control plane, a key of one of both kinds, and a driver; all else has a value that works. Not
 * for several threads.
 */
public final class AgentBuilder {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,127}");
    private static final Capacity DEFAULT_CAPACITY = new Capacity(100, 0, 0);
    private static final Duration CLOSE_MARGIN = Duration.ofSeconds(5);

    private @Nullable String id;
    private @Nullable ControlPlane controlPlane;
    private @Nullable String enrolmentKey;
    private @Nullable String agentKey;
    private @Nullable SessionDriverFactory factory;
    private @Nullable SessionDriver driver;
    private @Nullable String driverPlatform;
    private Map<String, String> driverOptions = Map.of();
    private @Nullable String region;
    private Capacity capacity = DEFAULT_CAPACITY;
    private Map<String, String> labels = Map.of();
    private @Nullable Path dataDirectory;
    private Duration listInterval = Duration.ofSeconds(30);
    private Duration shutdownGrace = Duration.ofSeconds(10);
    private InstantSource clock = InstantSource.system();
    private @Nullable RandomGenerator random;
    private MeterRegistry meters = new CompositeMeterRegistry();
    private LeaderElection election = LeaderElection.alone();
    private @Nullable AgentLoop loop;
    private @Nullable Executor workers;
    private @Nullable AgentTransport transport;

    AgentBuilder() {}

    /** The agent's id, unique at the hub: 1 to 128 letters, digits and {@code . _ : -}. */
    public AgentBuilder id(String newId) {
        id = newId;
        return this;
    }

    /** The hub's address in any spelling that {@link ControlPlane} knows. */
    public AgentBuilder controlPlane(String url) {
        controlPlane = ControlPlane.of(url);
        return this;
    }

    /** The key with which the agent enrols once; the key of its own that it then gets is kept in the data directory. */
    public AgentBuilder enrolmentKey(String key) {
        enrolmentKey = key;
        return this;
    }

    /** The agent's own key, where the operator keeps it; then nobody enrols and nothing is stored. */
    public AgentBuilder key(String ownKey) {
        agentKey = ownKey;
        return this;
    }

    /** The driver, opened by {@link #build} and closed with the agent. */
    public AgentBuilder driver(SessionDriverFactory newFactory, Map<String, String> options) {
        factory = newFactory;
        driverOptions = Map.copyOf(options);
        return this;
    }

    /** A driver that is open already; closed with the agent. */
    public AgentBuilder driver(String platform, SessionDriver newDriver) {
        driverPlatform = platform;
        driver = newDriver;
        return this;
    }

    /** Where the agent stands, as the operator names it. */
    public AgentBuilder region(@Nullable String newRegion) {
        region = newRegion;
        return this;
    }

    /** What it can run at most; unset, 100 sessions. */
    public AgentBuilder capacity(Capacity newCapacity) {
        capacity = newCapacity;
        return this;
    }

    /** The operator's own key-value pairs, for placement. */
    public AgentBuilder labels(Map<String, String> newLabels) {
        labels = Map.copyOf(newLabels);
        return this;
    }

    /** Where the agent's key and the driver's files are kept; unset, {@code .streamspace/agents/ID} in the user's home. */
    public AgentBuilder dataDirectory(Path directory) {
        dataDirectory = directory;
        return this;
    }

    /** Time between two full lists of the platform's sessions, which find what its events did not tell; unset, 30 s. */
    public AgentBuilder listInterval(Duration interval) {
        listInterval = interval;
        return this;
    }

    /** How long running commands may take to end when the agent is closed; unset, 10 s. */
    public AgentBuilder shutdownGrace(Duration grace) {
        shutdownGrace = grace;
        return this;
    }

    /** Where counters and timers go; unset, nowhere. */
    public AgentBuilder meters(MeterRegistry registry) {
        meters = registry;
        return this;
    }

    /** How one of several processes with this id is chosen; unset, there is only one. Closed with the agent. */
    public AgentBuilder leaderElection(LeaderElection newElection) {
        election = newElection;
        return this;
    }

    /** The time, for tests and simulations. */
    public AgentBuilder clock(InstantSource newClock) {
        clock = newClock;
        return this;
    }

    /** Randomness of back-off and instance id, for tests and simulations. */
    public AgentBuilder random(RandomGenerator newRandom) {
        random = newRandom;
        return this;
    }

    /** The thread of decisions, for tests and simulations. Closed with the agent. */
    public AgentBuilder loop(AgentLoop newLoop) {
        loop = newLoop;
        return this;
    }

    /** Where the driver is called; each task needs a thread at once. Not closed with the agent; unset, virtual threads. */
    public AgentBuilder workers(Executor newWorkers) {
        workers = newWorkers;
        return this;
    }

    /** The network, for tests and simulations, or for event loops that are shared. Closed with the agent. */
    public AgentBuilder transport(AgentTransport newTransport) {
        transport = newTransport;
        return this;
    }

    /**
     * Opens the driver and puts the agent together; {@link Agent#start} sets it going.
     *
     * @throws AgentException where a setting is missing or wrong, or the driver cannot be opened, with a sentence that says what to do
     */
    public Agent build() {
        String agentId = checkedId();
        ControlPlane hub = needed(controlPlane, "the control plane URL", "https://streamspace.example.com");
        Path directory = dataDirectory != null ? dataDirectory : defaultDirectory(agentId);
        SessionDriver opened = open(agentId, directory);
        RandomGenerator chance = random != null ? random : new SecureRandom();
        var settings = new AgentSettings(
                agentId,
                HexFormat.of().toHexDigits(chance.nextLong()),
                hub,
                platform(),
                region,
                factory != null ? factory.version() : "embedded",
                capacity,
                labels,
                listInterval,
                shutdownGrace);
        return assemble(settings, opened, directory, chance);
    }

    private Agent assemble(AgentSettings settings, SessionDriver opened, Path directory, RandomGenerator chance) {
        ExecutorService ownWorkers = workers != null ? null : newWorkers(settings.agentId());
        AgentLoop agentLoop = loop != null ? loop : new ThreadLoop("streamspace-agent-" + settings.agentId());
        AgentTransport network = transport != null ? transport : new TunnelTransport(meters);
        var runtime = new AgentRuntime(
                settings,
                opened,
                new AgentRuntime.Surroundings(
                        agentLoop,
                        workers != null ? workers : Objects.requireNonNull(ownWorkers),
                        network,
                        keys(settings, directory),
                        clock,
                        chance,
                        election,
                        new AgentMeters(meters, settings.agentId())));
        var belongings = new Belongings(election, opened, network, agentLoop, ownWorkers);
        return new Agent(runtime, belongings, shutdownGrace.plus(CLOSE_MARGIN));
    }

    private AgentKeys keys(AgentSettings settings, Path directory) {
        Enrolment enrolment = enrolmentKey == null
                ? null
                : new Enrolment(
                        settings.hub(), enrolmentKey, settings.agentId(), settings.platform(), settings.region());
        return new AgentKeys(agentKey, new KeyFile(directory, settings.agentId()), enrolment);
    }

    private SessionDriver open(String agentId, Path directory) {
        if (driver != null) {
            return driver;
        }
        SessionDriverFactory chosen = needed(factory, "a driver", "driver(new MyDriverFactory(), Map.of())");
        try {
            return chosen.open(new DriverContext(agentId, directory.resolve(chosen.platform()), driverOptions, clock));
        } catch (DriverException e) {
            throw new AgentException(
                    Code.DRIVER, "The driver '" + chosen.platform() + "' cannot be opened: " + e.getMessage(), e);
        }
    }

    private String platform() {
        return driverPlatform != null
                ? driverPlatform
                : Objects.requireNonNull(factory).platform();
    }

    private String checkedId() {
        String given = needed(id, "the agent's id", "k8s-frankfurt-1");
        if (!ID.matcher(given).matches()) {
            throw new AgentException(
                    Code.INVALID_SETTING,
                    "The agent's id '" + given
                            + "' cannot be used: it must be 1 to 128 letters, digits, '.', '_', ':' or '-',"
                            + " starting with a letter or digit. A good example is k8s-frankfurt-1");
        }
        return given;
    }

    private static ExecutorService newWorkers(String agentId) {
        return Executors.newThreadPerTaskExecutor(Thread.ofVirtual()
                .name("streamspace-agent-" + agentId + "-call-", 0)
                .factory());
    }

    private static Path defaultDirectory(String agentId) {
        return Path.of(System.getProperty("user.home"), ".streamspace", "agents", agentId.replace(':', '_'));
    }

    private static <T> T needed(@Nullable T value, String what, String example) {
        if (value == null) {
            throw new AgentException(Code.INVALID_SETTING, "An agent needs " + what + ". A good example is " + example);
        }
        return value;
    }
}
