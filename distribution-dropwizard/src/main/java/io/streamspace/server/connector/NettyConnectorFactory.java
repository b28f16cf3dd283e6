package io.streamspace.server.connector;

import com.codahale.metrics.MetricRegistry;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.dropwizard.jetty.HttpConnectorFactory;
import io.dropwizard.metrics.jetty12.InstrumentedConnectionFactory;
import io.netty.handler.ssl.SslContext;
import io.streamspace.vnc.EventLoops;
import java.util.Objects;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.util.thread.ThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * {@code server.connector}: every option of Dropwizard's HTTP connector that concerns HTTP, plus {@code tls}. Options
 * about selectors, acceptors, inherited channels and the PROXY protocol have no meaning here.
 */
@JsonTypeName("netty")
public final class NettyConnectorFactory extends HttpConnectorFactory {
    private @Nullable TlsConfiguration tls;
    private @Nullable EventLoops loops;

    record Transport(EventLoops loops, @Nullable SslContext tls, int backlog) {}

    @JsonProperty
    public @Nullable TlsConfiguration getTls() {
        return tls;
    }

    @JsonProperty
    public void setTls(@Nullable TlsConfiguration tls) {
        this.tls = tls;
    }

    void useEventLoops(EventLoops eventLoops) {
        this.loops = eventLoops;
    }

    @Override
    public Connector build(Server server, MetricRegistry metrics, String name, @Nullable ThreadPool threads) {
        EventLoops eventLoops = Objects.requireNonNull(
                loops, "connector type netty works in a server of type one-port: set server.type to one-port");
        HttpConfiguration http = buildHttpConfiguration();
        if (tls != null) {
            http.addCustomizer(new TlsRequestCustomizer());
        }
        Integer backlog = getAcceptQueueSize();
        var transport = new Transport(eventLoops, tls == null ? null : tls.open(), backlog == null ? 0 : backlog);
        NettyConnector connector = new NettyConnector(
                server,
                threads,
                new ScheduledExecutorScheduler(name + "-idle", true),
                buildBufferPool(),
                transport,
                new InstrumentedConnectionFactory(buildHttpConnectionFactory(http), metrics.timer(httpConnections())));
        connector.setHost(getBindHost());
        connector.setPort(getPort());
        connector.setIdleTimeout(getIdleTimeout().toMilliseconds());
        connector.setName(name);
        return connector;
    }
}
