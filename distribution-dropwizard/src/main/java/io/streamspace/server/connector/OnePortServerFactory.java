package io.streamspace.server.connector;

import ch.qos.logback.access.jetty.RequestLogImpl;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.dropwizard.core.server.AbstractServerFactory;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.AutoCloseableManager;
import io.dropwizard.lifecycle.setup.LifecycleEnvironment;
import io.dropwizard.util.DataSize;
import io.streamspace.server.http.JsonErrorHandler;
import io.streamspace.vnc.EventLoops;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.Set;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.SizeLimitHandler;
import org.jspecify.annotations.Nullable;

/**
 * {@code server.type: one-port}: one {@link NettyConnectorFactory connector}, the application at {@code /} and no admin
 * context (Dropwizard's tasks can change a running server and know no login).
 *
 * <p>Why: docs/decisions/0040-jetty-on-netty-channels.md.
 */
@JsonTypeName("one-port")
public final class OnePortServerFactory extends AbstractServerFactory {
    private static final int UNLIMITED = -1;

    private @Valid @NotNull NettyConnectorFactory connector = new NettyConnectorFactory();

    @Min(1)
    private int ioThreads = Math.max(2, Runtime.getRuntime().availableProcessors());

    private @NotNull DataSize maxRequestBodySize = DataSize.mebibytes(1);

    private @Nullable EventLoops loops;

    public OnePortServerFactory() {
        setRequestLogFactory(new AccessLogFactory());
        setRegisterDefaultExceptionMappers(false);
        getGzipFilterFactory().setExcludedMimeTypes(Set.of("text/event-stream"));
    }

    @JsonProperty
    public NettyConnectorFactory getConnector() {
        return connector;
    }

    @JsonProperty
    public void setConnector(NettyConnectorFactory connector) {
        this.connector = connector;
    }

    @JsonProperty
    public int getIoThreads() {
        return ioThreads;
    }

    @JsonProperty
    public void setIoThreads(int ioThreads) {
        this.ioThreads = ioThreads;
    }

    @JsonProperty
    public DataSize getMaxRequestBodySize() {
        return maxRequestBodySize;
    }

    @JsonProperty
    public void setMaxRequestBodySize(DataSize maxRequestBodySize) {
        this.maxRequestBodySize = maxRequestBodySize;
    }

    /**
     * The loops of this server, opened by the first call and closed by the life cycle after all that is managed later:
     * call it before the hub is managed.
     */
    @JsonIgnore
    public EventLoops eventLoops(LifecycleEnvironment lifecycle) {
        if (loops == null) {
            loops = EventLoops.create(ioThreads);
            lifecycle.manage(new AutoCloseableManager(loops));
        }
        return loops;
    }

    @Override
    public Server build(Environment environment) {
        configure(environment);
        connector.useEventLoops(eventLoops(environment.lifecycle()));
        Server server = buildServer(environment.lifecycle(), createThreadPool(environment.metrics()));
        Handler application = createAppServlet(
                server,
                environment.jersey(),
                environment.getObjectMapper(),
                environment.getValidator(),
                environment.getApplicationContext(),
                environment.getJerseyServletContainer(),
                environment.metrics());
        JsonErrorHandler errors = new JsonErrorHandler();
        server.setErrorHandler(errors);
        environment.getApplicationContext().setErrorHandler(errors);
        server.addConnector(connector.build(server, environment.metrics(), environment.getName(), null));
        SizeLimitHandler limit = new SizeLimitHandler(maxRequestBodySize.toBytes(), UNLIMITED);
        limit.setHandler(application);
        server.setHandler(addGracefulHandler(buildGzipHandler(limit)));
        addRequestLog(server, environment.getName(), environment.getApplicationContext());
        if (server.getRequestLog() instanceof RequestLogImpl log) {
            // Its check of versions compares its own with Dropwizard's, and prints that they differ at every start.
            log.setQuiet(true);
        }
        return server;
    }

    @Override
    public void configure(Environment environment) {
        environment.getApplicationContext().setContextPath("/");
    }
}
