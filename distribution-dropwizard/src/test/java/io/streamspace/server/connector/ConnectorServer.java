package io.streamspace.server.connector;

import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.Managed;
import io.dropwizard.request.logging.LogbackAccessRequestLogFactory;
import io.dropwizard.util.DataSize;
import io.dropwizard.util.Duration;
import io.streamspace.vnc.ws.UpgradeRouter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Server;

/** A Dropwizard server on our connector with nothing but the servlets of a test. */
final class ConnectorServer implements AutoCloseable {
    private final Environment environment = new Environment("connector-test");
    private final OnePortServerFactory factory = new OnePortServerFactory();
    private Server server = new Server();

    ConnectorServer() {
        LogbackAccessRequestLogFactory silent = new LogbackAccessRequestLogFactory();
        silent.setAppenders(List.of());
        factory.setRequestLogFactory(silent);
        factory.getConnector().setPort(0);
        factory.getConnector().setBindHost("127.0.0.1");
        factory.setMaxRequestBodySize(DataSize.mebibytes(64));
        factory.setMaxThreads(32);
        factory.setMinThreads(4);
        factory.setShutdownGracePeriod(Duration.seconds(10));
    }

    ConnectorServer servlet(String path, HttpServlet servlet) {
        var registration = environment.servlets().addServlet(path, servlet);
        registration.addMapping(path);
        registration.setAsyncSupported(true);
        return this;
    }

    ConnectorServer webSockets(UpgradeRouter router) {
        var filter = environment.servlets().addFilter("webSockets", new WebSocketUpgradeFilter(router));
        filter.setAsyncSupported(true);
        filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
        return this;
    }

    ConnectorServer with(Consumer<NettyConnectorFactory> option) {
        option.accept(factory.getConnector());
        return this;
    }

    ConnectorServer managed(Managed managed) {
        factory.eventLoops(environment.lifecycle());
        environment.lifecycle().manage(managed);
        return this;
    }

    ConnectorServer start() throws Exception {
        server = factory.build(environment);
        server.start();
        return this;
    }

    Server jetty() {
        return server;
    }

    int port() {
        return ((NetworkConnector) server.getConnectors()[0]).getLocalPort();
    }

    int connections() {
        return server.getConnectors()[0].getConnectedEndPoints().size();
    }

    RawClient connect() throws Exception {
        return RawClient.connect(port());
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
