package io.streamspace.server.rest;

import io.streamspace.hub.Page;
import io.streamspace.hub.Session;
import io.streamspace.hub.SessionQuery;
import io.streamspace.hub.Sessions;
import io.streamspace.protocol.state.SessionState;
import io.streamspace.server.http.ApiException;
import io.streamspace.server.rest.SessionRequests.NewSession;
import io.streamspace.server.rest.SessionRequests.SessionChange;
import io.streamspace.server.security.Caller;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sessions: one's own, those that others share, and everybody's for administrators. */
@Path("/api/v1/sessions")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class SessionsResource {
    private final Sessions sessions;
    private final SessionAccess access;

    public SessionsResource(Sessions sessions, SessionAccess access) {
        this.sessions = sessions;
        this.access = access;
    }

    @GET
    public Response list(
            @QueryParam("all") boolean all,
            @QueryParam("state") List<String> states,
            @QueryParam("tag") @Nullable String tag,
            @QueryParam("limit") @DefaultValue("100") int limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri,
            @Context SecurityContext context) {
        Caller caller = Caller.of(context);
        if (all && !caller.isAdmin()) {
            throw ApiException.forbidden("Only an administrator may list everybody's sessions.");
        }
        Page<Session> page = sessions.list(
                new SessionQuery(all ? null : caller.getName(), true, statesOf(states), tag, limit, cursor));
        return Paging.respond(
                page, page.items().stream().map(s -> SessionJson.of(s, caller)).toList(), uri);
    }

    @POST
    public Response start(@Nullable NewSession request, @Context SecurityContext context) {
        Session session = sessions.start(Fields.body(request).toStartRequest(Caller.of(context)));
        return Response.accepted(SessionJson.of(session))
                .header("Location", "sessions/" + session.id())
                .build();
    }

    @GET
    @Path("/{id}")
    public SessionJson get(@PathParam("id") String id, @Context SecurityContext context) {
        return access.see(id, Caller.of(context)).json();
    }

    /** 202 where something begins, 200 where only tags change. */
    @PATCH
    @Path("/{id}")
    public Response change(
            @PathParam("id") String id, @Nullable SessionChange request, @Context SecurityContext context) {
        SessionChange change = Fields.body(request);
        Session session = access.own(id, Caller.of(context));
        if (change.state() == null && change.tags() == null) {
            throw ApiException.invalid("state", "Say what to change: state (running or hibernated), tags or both.");
        }
        if (change.tags() != null) {
            session = sessions.tag(id, Fields.texts("tags", change.tags()));
        }
        if (change.state() == null) {
            return Response.ok(SessionJson.of(session)).build();
        }
        return Response.accepted(SessionJson.of(move(session, change.state()))).build();
    }

    /** Legal in every state. */
    @DELETE
    @Path("/{id}")
    public Response terminate(@PathParam("id") String id, @Context SecurityContext context) {
        access.own(id, Caller.of(context));
        return Response.accepted(SessionJson.of(sessions.terminate(id))).build();
    }

    /** A failed session is started again, any other one woken. */
    private Session move(Session session, String state) {
        return switch (state) {
            case SessionRequests.HIBERNATED -> sessions.hibernate(session.id());
            case SessionRequests.RUNNING ->
                session.state() == SessionState.FAILED ? sessions.restart(session.id()) : sessions.wake(session.id());
            default -> throw ApiException.invalid("state", "state is running or hibernated. DELETE ends a session.");
        };
    }

    private static Set<SessionState> statesOf(List<String> names) {
        return names.stream()
                .flatMap(name -> Arrays.stream(name.split(",")))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(SessionsResource::stateOf)
                .collect(Collectors.toSet());
    }

    private static SessionState stateOf(String name) {
        return Arrays.stream(SessionState.values())
                .filter(state -> state.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> ApiException.invalid(
                        "state",
                        "state is one of "
                                + Arrays.stream(SessionState.values())
                                        .map(SessionState::wireName)
                                        .collect(Collectors.joining(", "))
                                + "."));
    }
}
