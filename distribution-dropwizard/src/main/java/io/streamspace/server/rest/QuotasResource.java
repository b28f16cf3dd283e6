package io.streamspace.server.rest;

import io.streamspace.hub.Quota;
import io.streamspace.hub.Quotas;
import io.streamspace.protocol.message.ByteSize;
import io.streamspace.server.http.ApiException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How much users and groups may run at once, for administrators. */
@Path("/api/v1/quotas")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("admin")
public final class QuotasResource {
    private final Quotas quotas;

    /** The limits; one that is absent is none. */
    public record Limits(
            @Nullable Integer maxSessions,
            @Nullable Double maxCpu,
            @Nullable String maxMemory) {
        Quota of(Quota.Subject subject) {
            return new Quota(subject, maxSessions, maxCpu, maxMemory == null ? null : bytes(maxMemory));
        }

        private static long bytes(String text) {
            return ByteSize.parse(text)
                    .orElseThrow(() -> ApiException.invalid(
                            "max_memory", "max_memory is a size such as 512Mi or 2Gi, or a number of bytes."));
        }
    }

    public QuotasResource(Quotas quotas) {
        this.quotas = quotas;
    }

    @GET
    public List<QuotaJson> list() {
        return quotas.list().stream().map(quota -> QuotaJson.of(quota, quotas)).toList();
    }

    @PUT
    @Path("/users/{name}")
    public QuotaJson putUser(@PathParam("name") String name, @Nullable Limits limits) {
        return put(Quota.Subject.user(name), limits);
    }

    @DELETE
    @Path("/users/{name}")
    public void removeUser(@PathParam("name") String name) {
        remove(Quota.Subject.user(name));
    }

    @PUT
    @Path("/groups/{name}")
    public QuotaJson putGroup(@PathParam("name") String name, @Nullable Limits limits) {
        return put(Quota.Subject.group(name), limits);
    }

    @DELETE
    @Path("/groups/{name}")
    public void removeGroup(@PathParam("name") String name) {
        remove(Quota.Subject.group(name));
    }

    /** For each user who has no quota of their own. */
    @PUT
    @Path("/every-user")
    public QuotaJson putEveryUser(@Nullable Limits limits) {
        return put(Quota.Subject.EVERY_USER, limits);
    }

    @DELETE
    @Path("/every-user")
    public void removeEveryUser() {
        remove(Quota.Subject.EVERY_USER);
    }

    private QuotaJson put(Quota.Subject subject, @Nullable Limits limits) {
        var quota = Fields.body(limits).of(subject);
        quotas.put(quota);
        return QuotaJson.of(quota, quotas);
    }

    private void remove(Quota.Subject subject) {
        if (!quotas.remove(subject)) {
            throw ApiException.notFound("quota_not_found", "There is no such quota.");
        }
    }
}
