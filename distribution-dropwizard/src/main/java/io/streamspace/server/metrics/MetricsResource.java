package io.streamspace.server.metrics;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

/** What Prometheus reads. */
@Path("/metrics")
@PermitAll
public final class MetricsResource {
    private final ServerMetrics metrics;

    public MetricsResource(ServerMetrics metrics) {
        this.metrics = metrics;
    }

    @GET
    @Produces("text/plain; version=0.0.4; charset=utf-8")
    public String scrape() {
        return metrics.scrape();
    }
}
