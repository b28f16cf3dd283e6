package io.streamspace.server;

import io.dropwizard.core.Application;
import io.dropwizard.core.cli.ServerCommand;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.AutoCloseableManager;
import io.streamspace.hub.HubBuilder;
import io.streamspace.server.catalogue.Catalogue;
import io.streamspace.server.config.ConfigurationProblem;
import io.streamspace.server.config.ConfigurationSource;
import io.streamspace.server.config.StreamSpaceConfiguration;
import io.streamspace.server.connector.WebSocketUpgradeFilter;
import io.streamspace.server.metrics.ServerMetrics;
import io.streamspace.server.users.Tokens;
import io.streamspace.server.users.Users;
import io.streamspace.server.web.PagesServlet;
import io.streamspace.server.web.SecurityHeadersFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import javax.sql.DataSource;
import net.sourceforge.argparse4j.inf.Namespace;
import org.eclipse.jetty.server.Server;
import org.jspecify.annotations.Nullable;

/**
 * The server: accounts, hub, REST API, pages and the one port, put together in {@link #run}. {@link #start} brings it up
 * in this process.
 */
public final class StreamSpaceApplication extends Application<StreamSpaceConfiguration> {
    private final Map<String, String> variables;
    private final @Nullable DataSource givenDatabase;
    private final Callable<?> databaseStarted;
    private final Function<HubBuilder, ServedHub> hubs;
    private final Clock clock = Clock.systemUTC();
    private final CompletableFuture<RunningServer> running = new CompletableFuture<>();

    StreamSpaceApplication(
            Map<String, String> variables, @Nullable DataSource givenDatabase, Function<HubBuilder, ServedHub> hubs) {
        this(variables, givenDatabase, () -> true, hubs);
    }

    private StreamSpaceApplication(
            Map<String, String> variables,
            @Nullable DataSource givenDatabase,
            Callable<?> databaseStarted,
            Function<HubBuilder, ServedHub> hubs) {
        this.variables = variables;
        this.givenDatabase = givenDatabase;
        this.databaseStarted = databaseStarted;
        this.hubs = hubs;
    }

    /**
     * Starts a server and returns once it listens; {@link RunningServer#awaitReady} tells when it can work.
     *
     * @param variables environment variables, see {@link io.streamspace.server.config.Variable}
     * @param file the YAML file, if there is one
     * @param database in the place of the one that the configuration names; stays the caller's to close
     * @throws ConfigurationProblem where a value is wrong
     * @throws Exception where the file cannot be read or the port cannot be opened
     */
    public static RunningServer start(Map<String, String> variables, @Nullable Path file, @Nullable DataSource database)
            throws Exception {
        return new StreamSpaceApplication(variables, database, builder -> new ServedHub.Real(builder.build()))
                .start(file);
    }

    /**
     * As {@link #start(Map, Path, DataSource)} with a database that is still being started.
     *
     * @param databaseStarted returns when it has; called on a thread of the server's
     */
    public static RunningServer startBeside(
            Map<String, String> variables, @Nullable Path file, Callable<?> databaseStarted) throws Exception {
        return new StreamSpaceApplication(
                        variables, null, databaseStarted, builder -> new ServedHub.Real(builder.build()))
                .start(file);
    }

    RunningServer start(@Nullable Path file) throws Exception {
        Bootstrap<StreamSpaceConfiguration> bootstrap = new Bootstrap<>(this);
        initialize(bootstrap);
        String path = file == null ? ConfigurationSource.NO_FILE : file.toString();
        new ServerCommand<>(this).run(bootstrap, new Namespace(Map.of("file", path)));
        return running.join();
    }

    @Override
    public String getName() {
        return "streamspace";
    }

    @Override
    public void initialize(Bootstrap<StreamSpaceConfiguration> bootstrap) {
        bootstrap.setConfigurationSourceProvider(new ConfigurationSource(variables));
    }

    @Override
    public void run(StreamSpaceConfiguration configuration, Environment environment) {
        configuration.check();
        // Managed objects stop in the opposite order: streams before loops, the hub before its database.
        configuration.onePort().eventLoops(environment.lifecycle());
        DataSource database = openDatabase(configuration, environment);
        ServerMetrics metrics = new ServerMetrics(environment.metrics());
        environment.lifecycle().manage(metrics);

        var auth = configuration.auth();
        Users users = new Users(database, clock);
        Tokens tokens = new Tokens(users, auth.jwtSecret(), auth.tokenLifetime(), clock);
        ServedHub hub = hubs.apply(HubAssembly.builder(configuration, database, metrics.registry(), tokens));
        StartUp startUp = new StartUp(
                hub,
                databaseStarted,
                () -> users.prepare(auth.bootstrapPassword()),
                () -> installTemplates(configuration, hub));
        environment.lifecycle().manage(startUp);

        boolean viewers = configuration.viewers().enabled();
        new RestApi(hub, users, tokens, startUp, metrics, clock, viewers).register(environment);
        filter(
                environment,
                "headers",
                new SecurityHeadersFilter(configuration.viewers().frameAncestors()));
        filter(environment, "webSockets", new WebSocketUpgradeFilter(HubAssembly.router(hub, viewers)));
        environment.servlets().addServlet("pages", new PagesServlet()).addMapping("", "/vnc-viewer/*", "/assets/*");
        environment.lifecycle().addServerLifecycleListener(server -> announce(configuration, server, hub, startUp));
    }

    private DataSource openDatabase(StreamSpaceConfiguration configuration, Environment environment) {
        if (givenDatabase != null) {
            return givenDatabase;
        }
        var pool = configuration.database().open();
        environment.lifecycle().manage(new AutoCloseableManager(pool));
        return pool;
    }

    private static void installTemplates(StreamSpaceConfiguration configuration, ServedHub hub) {
        Catalogue.install(hub.templates(), configuration.hub().templatesFolder().orElse(null));
    }

    private static void filter(Environment environment, String name, Filter filter) {
        var registration = environment.servlets().addFilter(name, filter);
        registration.setAsyncSupported(true);
        registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");
    }

    private void announce(StreamSpaceConfiguration configuration, Server server, ServedHub hub, StartUp startUp) {
        boolean tls = Objects.nonNull(configuration.onePort().getConnector().getTls());
        running.complete(new RunningServer(server, hub, startUp, tls));
    }
}
