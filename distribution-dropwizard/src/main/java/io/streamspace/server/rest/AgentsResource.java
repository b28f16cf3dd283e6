package io.streamspace.server.rest;

import io.streamspace.hub.Agent;
import io.streamspace.hub.AgentQuery;
import io.streamspace.hub.Agents;
import io.streamspace.hub.Enrolment;
import io.streamspace.protocol.state.AgentState;
import io.streamspace.server.http.ApiException;
import io.streamspace.server.security.AuthenticationFilter;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The agents: administrators look after them, an enrolment key adds one. */
@Path("/api/v1/agents")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("admin")
public final class AgentsResource {
    private final Agents agents;

    /** Who wants to be an agent. */
    public record Registration(
            @Nullable String agentId,
            @Nullable String platform,
            @Nullable String region) {}

    /** What an administrator may change. */
    public record AgentChange(
            @Nullable Boolean draining, @Nullable String status) {
        /** Both say the same; {@code status} in the words of the agent's own status. */
        boolean drains() {
            if (draining != null && status == null) {
                return draining;
            }
            if (draining == null && "draining".equals(status)) {
                return true;
            }
            if (draining == null && "online".equals(status)) {
                return false;
            }
            throw ApiException.invalid(
                    "draining", "Send either draining, true or false, or status, which is draining or online.");
        }
    }

    public AgentsResource(Agents agents) {
        this.agents = agents;
    }

    @POST
    @Path("/register")
    @PermitAll
    public Response register(
            @HeaderParam("Authorization") @Nullable String authorization, @Nullable Registration registration) {
        String key = AuthenticationFilter.bearerToken(authorization)
                .orElseThrow(() -> ApiException.unauthorized(
                        "enrolment_key_missing", "Send an enrolment key as Authorization: Bearer."));
        Registration body = Fields.body(registration);
        Enrolment enrolment = agents.register(
                key,
                Fields.required("agent_id", body.agentId()),
                Fields.required("platform", body.platform()),
                body.region());
        return Response.status(Response.Status.CREATED).entity(enrolment).build();
    }

    @GET
    public List<AgentJson> list(
            @QueryParam("platform") @Nullable String platform,
            @QueryParam("status") @Nullable String status,
            @QueryParam("region") @Nullable String region) {
        return agents.list(new AgentQuery(platform, status == null ? null : state(status), region)).stream()
                .map(AgentJson::of)
                .toList();
    }

    @GET
    @Path("/{id}")
    public AgentJson get(@PathParam("id") String id) {
        return AgentJson.of(find(id));
    }

    @PATCH
    @Path("/{id}")
    public AgentJson change(@PathParam("id") String id, @Nullable AgentChange change) {
        return AgentJson.of(agents.drain(id, Fields.body(change).drains()));
    }

    @DELETE
    @Path("/{id}")
    public Response remove(@PathParam("id") String id) {
        agents.remove(id);
        return Response.noContent().build();
    }

    private Agent find(String id) {
        return agents.find(id)
                .orElseThrow(() -> ApiException.notFound("agent_not_found", "There is no agent of this id."));
    }

    private static AgentState state(String status) {
        return Arrays.stream(AgentState.values())
                .filter(state -> state.wireName().equals(status))
                .findFirst()
                .orElseThrow(() -> ApiException.invalid("status", "status is online, warning, offline or draining."));
    }
}
