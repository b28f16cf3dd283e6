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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The platform {@code docker}: what the agent finds in the jar. It puts the driver together. */
public final class DockerDriverFactory implements SessionDriverFactory {
    /** An engine answers in milliseconds. What takes longer is a busy machine that loads the client's classes for the first time. */
    private static final Duration MISSING_LIMIT = Duration.ofSeconds(10);

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

    /** The client knows no time limit on a Unix socket, but heeds an interrupt. */
    @Override
    public Optional<String> missing(DriverContext context) {
        DefaultDockerClientConfig config = configuration(DockerOptions.host(context), Optional.empty());
        var answer = new CompletableFuture<Optional<String>>();
        Thread question =
                Thread.ofVirtual().name("docker-driver-missing").start(() -> answer.complete(ask(config, context)));
        try {
            return answer.get(MISSING_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return Optional.of("The Docker engine at " + host(config)
                    + " does not answer. Restart it (systemctl restart docker).");
        } catch (ExecutionException e) {
            return Optional.of("No Docker engine can be asked at " + host(config) + ": " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("Looking for a Docker engine was interrupted.");
        } finally {
            question.interrupt();
        }
    }

    private static Optional<String> ask(DefaultDockerClientConfig config, DriverContext context) {
        try (Engine engine = new Engine(client(config), host(config))) {
            engine.run(client -> client.pingCmd().exec());
            return missingImage(engine, context);
        } catch (DriverException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("Looking for a Docker engine was interrupted.");
        }
    }

    private static Optional<String> missingImage(Engine engine, DriverContext context)
            throws DriverException, InterruptedException {
        Optional<String> image = DockerOptions.neededImage(context);
        if (image.isEmpty()
                || engine.find(client -> client.inspectImageCmd(image.get()).exec())
                        .isPresent()) {
            return Optional.empty();
        }
        return Optional.of("A Docker engine answers, but the image " + image.get()
                + " is not there. Build or load it, then start again.");
    }

    @Override
    public SessionDriver open(DriverContext context) throws DriverException {
        DockerOptions options = DockerOptions.of(context);
        DefaultDockerClientConfig config = configuration(options.host(), options.dockerConfig());
        var engine = new Engine(client(config), host(config));
        boolean opened = false;
        try {
            SessionDriver driver = driver(context, options, engine, registries(config, options));
            opened = true;
            return driver;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DriverException(Kind.INTERRUPTED, "Opening the Docker driver was interrupted.", true, null, e);
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

    private static DockerClient client(DefaultDockerClientConfig config) {
        return DockerClientImpl.getInstance(
                config,
                new ApacheDockerHttpClient.Builder()
                        .dockerHost(config.getDockerHost())
                        .sslConfig(config.getSSLConfig())
                        .build());
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
