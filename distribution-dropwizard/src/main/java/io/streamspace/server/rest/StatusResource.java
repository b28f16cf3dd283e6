package io.streamspace.server.rest;

import io.streamspace.hub.ReadinessCheck;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Whether the process lives, and whether it can work. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
public final class StatusResource {
    private final Supplier<List<ReadinessCheck>> readiness;

    record Readiness(String status, List<ReadinessCheck> checks) {}

    public StatusResource(Supplier<List<ReadinessCheck>> readiness) {
        this.readiness = readiness;
    }

    @GET
    @Path("health")
    public Map<String, String> health() {
        return Map.of("status", "healthy", "service", "streamspace-api");
    }

    @GET
    @Path("ready")
    public Response ready() {
        List<ReadinessCheck> checks = readiness.get();
        boolean ready = checks.stream().allMatch(ReadinessCheck::ok);
        return Response.status(ready ? 200 : 503)
                .header("Cache-Control", "no-store")
                .entity(new Readiness(ready ? "ready" : "not_ready", checks))
                .build();
    }
}
