package io.streamspace.driver.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import io.streamspace.agent.spi.DriverContext;
import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.DriverException.Kind;
import io.streamspace.agent.spi.DriverOption;
import io.streamspace.agent.spi.SessionDriver;
import io.streamspace.agent.spi.SessionDriverFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The platform {@code docker}: what the agent finds in the jar. It puts the driver together. */
public final class DockerDriverFactory implements SessionDriverFactory {
    private static final Duration MISSING_LIMIT = Duration.ofMillis(900);
    private static final int CONNECT_MILLIS = 1000;

    /** For {@link java.util.ServiceLoader}. */
    public DockerDriverFactory() {}

    @Override
    public String platform() {
        return "docker";
    }

    @Override
    public String version() {
        return Optional.ofNullable(DockerDriverFactory.class.getPackage().getImplementationVersion())
                .orElse("unpackaged");
    }

    @Override
    public List<DriverOption> options() {
        return DockerOptions.ALL;
    }

    @Override
    public Optional<String> missing(DriverContext context) {
        DefaultDockerClientConfig config = configuration(DockerOptions.host(context), Optional.empty());
        try (Engine engine = new Engine(client(config, MISSING_LIMIT), host(config))) {
            engine.run(client -> client.pingCmd().exec());
            return Optional.empty();
        } catch (DriverException e) {
            return Optional.of(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("Looking for a Docker engine was interrupted.");
        }
    }

    @Override
    public SessionDriver open(DriverContext context) throws DriverException {
        DockerOptions options = DockerOptions.of(context);
        DefaultDockerClientConfig config = configuration(options.host(), options.dockerConfig());
        var engine = new Engine(client(config, Duration.ZERO), host(config));
        boolean opened = false;
        try {
            SessionDriver driver = driver(context, options, engine, registries(config, options));
            opened = true;
            return driver;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DriverException(
                    Kind.INTERRUPTED, "Opening the Docker driver was interrupted.", true, null, e);
        } finally {
            if (!opened) {
                engine.close();
            }
        }
    }

    private static SessionDriver driver(
            DriverContext context, DockerOptions options, Engine engine, Registries registries)
            throws DriverException, InterruptedException {
        Info info = engine.call(client -> client.infoCmd().exec());
        var names = new Names(context.agentId());
        Reach reach = Reach.of(engine, options.reach());
        var firewall = new HostFirewall(options.hostFirewall(), reach.onHost());
        firewall.close();
        var containers = new Containers(engine, names.agentId(), options.stopGrace());
        var networks = new Networks(engine, names, reach);
        var homes = new Homes(engine, names);
        var banner = new Banner(CONNECT_MILLIS);
        var health = new Health(reach, banner, context.clock());
        var boot = new Boot(engine, containers, reach, banner, options.bootLimit());
        var observation = new Observation(containers, networks, homes, reach, health, boot);
        var preparation = new Preparation(
                names,
                new Images(engine, registries),
                networks,
                homes,
                containers,
                new DiskLimit(info),
                firewall,
                reach,
                options);
        return new DockerDriver(
                engine,
                containers,
                networks,
                homes,
                preparation,
                boot,
                health,
                observation,
                reach,
                new Watches(engine, names.agentId(), observation));
    }

    private static DefaultDockerClientConfig configuration(Optional<String> host, Optional<String> dockerConfig) {
        var builder = DefaultDockerClientConfig.createDefaultConfigBuilder();
        host.ifPresent(builder::withDockerHost);
        dockerConfig.ifPresent(builder::withDockerConfig);
        return builder.build();
    }

    private static String host(DefaultDockerClientConfig config) {
        return config.getDockerHost().toString();
    }

    /** @param limit how long an answer may take; zero for as long as nobody interrupts */
    private static DockerClient client(DefaultDockerClientConfig config, Duration limit) {
        var http = new ApacheDockerHttpClient.Builder()
                .dockerHost(config.getDockerHost())
                .sslConfig(config.getSSLConfig());
        if (!limit.isZero()) {
            http.connectionTimeout(limit).responseTimeout(limit);
        }
        return DockerClientImpl.getInstance(config, http.build());
    }

    private static Registries registries(DefaultDockerClientConfig config, DockerOptions options) {
        Optional<AuthConfig> login = options.registryUsername()
                .map(username -> new AuthConfig()
                        .withUsername(username)
                        .withPassword(options.registryPassword().orElse(""))
                        .withRegistryAddress(options.registry().orElse("")));
        return new Registries(config, options.registry(), login);
    }
}
