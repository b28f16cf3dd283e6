package io.streamspace.server.metrics;

import com.codahale.metrics.MetricRegistry;
import io.dropwizard.lifecycle.Managed;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.instrumentation.dropwizard.DropwizardExports;
import io.prometheus.metrics.instrumentation.dropwizard5.labels.CustomLabelMapper;
import io.prometheus.metrics.instrumentation.dropwizard5.labels.MapperConfig;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** One registry for all. */
public final class ServerMetrics implements Managed {
    private static final String SERVLETS = "io.dropwizard.jetty.MutableServletContextHandler";
    private static final String THREADS = "org.eclipse.jetty.util.thread.QueuedThreadPool.dw";
    private static final String CONNECTIONS = "org.eclipse.jetty.server.HttpConnectionFactory";

    /** What Dropwizard measures and an operator looks at. */
    private static final Pattern EXPORTED = Pattern.compile(Pattern.quote(SERVLETS)
            + "\\.(requests|active-requests|async-timeouts|[1-5]xx-responses|(get|post|patch|delete)-requests)|"
            + Pattern.quote(THREADS) + "\\..*|" + Pattern.quote(CONNECTIONS) + "\\..*");

    private static final List<MapperConfig> NAMES = List.of(
            new MapperConfig(SERVLETS + ".*", "streamspace_http_${0}", Map.of()),
            new MapperConfig(THREADS + ".*", "streamspace_http_threads_${0}", Map.of()),
            new MapperConfig(CONNECTIONS + ".*.connections", "streamspace_http_connections", Map.of()));

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics garbageCollector = new JvmGcMetrics();

    public ServerMetrics(MetricRegistry dropwizard) {
        DropwizardExports.builder()
                .dropwizardRegistry(dropwizard)
                .metricFilter((name, metric) -> EXPORTED.matcher(name).matches())
                .customLabelMapper(new CustomLabelMapper(NAMES))
                .register(registry.getPrometheusRegistry());
        garbageCollector.bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    public MeterRegistry registry() {
        return registry;
    }

    /** In Prometheus' text format. */
    public String scrape() {
        return registry.scrape();
    }

    @Override
    public void stop() {
        garbageCollector.close();
        registry.close();
    }
}
